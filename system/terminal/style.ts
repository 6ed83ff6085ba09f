/** Marks text for people: colour and symbols where a terminal shows them, plain words elsewhere. */
export interface Style {
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly green: (text: string) => string;
  readonly yellow: (text: string) => string;
  readonly red: (text: string) => string;
  readonly ok: string;
  readonly warning: string;
  readonly error: string;
  readonly busy: string;
}

const plain = (text: string) => text;
const paint = (open: number, close: number) => (text: string) => `\u001b[${open}m${text}\u001b[${close}m`;

/**
 * Colour only on a terminal, never when NO_COLOR is set to anything (no-color.org) or TERM is "dumb".
 * Symbols stay without colour; where nobody watches, words take their place.
 */
export function createStyle(isTty: boolean, env: Readonly<Record<string, string | undefined>>): Style {
  const coloured = isTty && !env['NO_COLOR'] && env['TERM'] !== 'dumb';
  const colour = (open: number, close: number) => (coloured ? paint(open, close) : plain);
  const green = colour(32, 39);
  const yellow = colour(33, 39);
  const red = colour(31, 39);
  return {
    bold: colour(1, 22),
    dim: colour(2, 22),
    green,
    yellow,
    red,
    ok: isTty ? green('✓') : 'ok',
    warning: isTty ? yellow('!') : 'warning',
    error: isTty ? red('✗') : 'error',
    busy: isTty ? '…' : '...',
  };
}
