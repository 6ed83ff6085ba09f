import { createStyle, type Style } from './style.ts';

/** Where a command writes: lines that stay, and on a terminal a few live lines below them. */
export interface Terminal {
  readonly isTty: boolean;
  readonly style: Style;
  /** Prints lines that stay. */
  print(text: string): void;
  /** Prints to standard error, so that standard output stays machine-readable. */
  printError(text: string): void;
  /** Sets what is drawn below everything printed, anew ten times a second; `undefined` ends it. */
  setLive(draw: (() => readonly string[]) | undefined): void;
  /** Takes the live lines away, for a question; call the result to go on. */
  pauseLive(): () => void;
}

export interface TerminalStreams {
  readonly stdout: { write(text: string): unknown; isTTY?: boolean; columns?: number; rows?: number };
  readonly stderr: { write(text: string): unknown };
  readonly env: Readonly<Record<string, string | undefined>>;
}

const redrawMs = 100;

/** Makes the terminal of a process. Without a TTY nothing is ever drawn twice. */
export function createTerminal(streams: TerminalStreams): Terminal {
  const { stdout, stderr, env } = streams;
  const isTty = stdout.isTTY === true && env['TERM'] !== 'dumb';
  let draw: (() => readonly string[]) | undefined;
  let drawn = 0;
  let timer: NodeJS.Timeout | undefined;
  let isPaused = false;

  const erase = () => {
    if (drawn > 0) stdout.write(`\u001b[${drawn}A\u001b[0J`);
    drawn = 0;
  };
  // Some terminals say that they have no size at all.
  const redraw = () => {
    if (!isTty || draw === undefined || isPaused) return;
    const lines = draw().slice(0, Math.max(1, (stdout.rows || 24) - 2));
    const text = lines.map((line) => `${cutToWidth(line, (stdout.columns || 80) - 1)}\u001b[K\n`).join('');
    const up = drawn > 0 ? `\u001b[${drawn}A` : '';
    stdout.write(`${up}${text}${lines.length < drawn ? '\u001b[0J' : ''}`);
    drawn = lines.length;
  };
  return {
    isTty,
    style: createStyle(isTty, env),
    print(text) {
      erase();
      stdout.write(`${text}\n`);
      redraw();
    },
    printError(text) {
      erase();
      stderr.write(`${text}\n`);
      redraw();
    },
    pauseLive() {
      erase();
      isPaused = true;
      return () => {
        isPaused = false;
      };
    },
    setLive(next) {
      if (!isTty) return;
      draw = next;
      if (next === undefined) {
        clearInterval(timer);
        timer = undefined;
        erase();
        return;
      }
      timer ??= setInterval(redraw, redrawMs);
      timer.unref();
      redraw();
    },
  };
}

/** Cuts a line to a number of visible characters; escape sequences take no room. */
export function cutToWidth(line: string, width: number): string {
  let visible = 0;
  let result = '';
  // eslint-disable-next-line no-control-regex
  for (const part of line.split(/(\u001b\[[0-9;]*m)/)) {
    if (part.startsWith('\u001b[')) {
      result += part;
      continue;
    }
    const room = Math.max(0, width - visible);
    const characters = [...part];
    result += characters.length <= room ? part : characters.slice(0, room).join('');
    visible += characters.length;
  }
  return result;
}
