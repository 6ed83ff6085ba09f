import type { CommandResult, RunCommand } from '../../system/process/run-command.ts';

/** What asking a registry for an image came to. */
export type PullOutcome =
  | { readonly kind: 'pulled' }
  /** `silent`: the registry let us wait in vain, so the next image would cost the same time again. */
  | { readonly kind: 'refused'; readonly silent: boolean; readonly reason: string };

export interface PullOptions {
  readonly run: RunCommand;
  readonly signal: AbortSignal;
  readonly logFile: string;
  /** The first sign that the registry answers. */
  readonly onAnswer: () => void;
  readonly onLine: (line: string) => void;
  /** How long a registry may take to answer at all; some networks let connections hang. */
  readonly answerMs?: number | undefined;
}

const defaultAnswerMs = 6_000;
/** `docker pull` says nothing between the beginning and the end of a layer, which may be long on a slow line. */
const silenceMs = 10 * 60_000;

/** Pulls an image by the docker command, which knows the user's mirrors, proxies and credentials. */
export async function pullImage(reference: string, options: PullOptions): Promise<PullOutcome> {
  const silence = new AbortController();
  let timer = setTimeout(() => silence.abort(), options.answerMs ?? defaultAnswerMs);
  let hasAnswered = false;
  const onLine = (line: string) => {
    if (/^error/i.test(line)) return;
    clearTimeout(timer);
    timer = setTimeout(() => silence.abort(), silenceMs);
    if (!hasAnswered) options.onAnswer();
    hasAnswered = true;
    options.onLine(line);
  };
  const result = await options.run(['docker', 'pull', reference], {
    signal: AbortSignal.any([options.signal, silence.signal]),
    logFile: options.logFile,
    onLine,
  });
  clearTimeout(timer);
  options.signal.throwIfAborted();
  if (result.ok) return { kind: 'pulled' };
  const silent = silence.signal.aborted;
  return { kind: 'refused', silent, reason: refusalReason(result, silent) };
}

function refusalReason(result: CommandResult, wasSilent: boolean): string {
  if (wasSilent) return 'the registry does not answer';
  return (result.tail.at(-1) ?? 'docker pull failed').replace(/^Error response from daemon: /, '');
}
