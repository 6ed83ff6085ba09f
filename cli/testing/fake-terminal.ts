import { createTerminal, type Terminal } from '../../system/terminal/terminal.ts';

/** A terminal whose output is kept as text. */
export function fakeTerminal(isTty = false): Terminal & { readonly text: () => string } {
  let written = '';
  const stream = {
    write: (text: string) => (written += text),
    isTTY: isTty,
    columns: 100,
    rows: 40,
  };
  const terminal = createTerminal({ stdout: stream, stderr: stream, env: { NO_COLOR: '1' } });
  return { ...terminal, text: () => written };
}
