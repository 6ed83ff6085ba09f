import { createInterface } from 'node:readline/promises';

/**
 * How questions are settled: by a person, by `--yes` or CI=true, or not at all. `never` is the choice of a program:
 * nothing that would need a yes is even offered.
 */
export type Answering = 'ask' | 'yes' | 'no-one' | 'never';

/** Decides whether a question can be put to a person. */
export function answering(options: {
  readonly yes: boolean;
  readonly isTty: boolean;
  readonly env: Readonly<Record<string, string | undefined>>;
}): Answering {
  if (options.yes || isCi(options.env)) return 'yes';
  return options.isTty ? 'ask' : 'no-one';
}

/** CI systems set CI to "true" or "1"; an empty or false value means that it is none. */
function isCi(env: Readonly<Record<string, string | undefined>>): boolean {
  return !['', 'false', '0', undefined].includes(env['CI']?.toLowerCase());
}

/** Puts a yes-or-no question on the terminal; anything but a clear yes is no. */
export async function confirm(question: string, signal: AbortSignal): Promise<boolean> {
  const lines = createInterface({ input: process.stdin, output: process.stdout });
  // While a question is open the terminal hands Ctrl-C over as a key; it means here what it means everywhere.
  lines.on('SIGINT', () => process.kill(process.pid, 'SIGINT'));
  const ended = new Promise<string>((resolve) => lines.once('close', () => resolve('')));
  try {
    return isYes(await Promise.race([lines.question(`${question} [y/N] `, { signal }), ended]));
  } catch {
    return false; // Interrupted.
  } finally {
    lines.close();
  }
}

/** Whether an answer is a clear yes. */
export function isYes(answer: string): boolean {
  return /^\s*(y|yes)\s*$/i.test(answer);
}
