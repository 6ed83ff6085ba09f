import type { Duplex } from 'node:stream';
import { ProblemError } from '../../../contract/problems.ts';
import type { Conversation } from '../port.ts';
import { readFrames } from './log-frames.ts';

/** Milliseconds that an answer may take. */
const answerDeadlineMs = 10_000;

/** Speaks in lines over the attached streams of a container. */
export function conversation(streams: Duplex): Conversation {
  const lines = readLines(streams);
  let open = true;
  let asking: Promise<unknown> = Promise.resolve();
  streams.on('close', () => (open = false)).on('error', () => (open = false));

  async function exchange(line: string): Promise<string> {
    if (!open) throw new ProblemError('engine-failed', 'The job does not listen any more.');
    streams.write(`${line}\n`);
    const answer = await withinDeadline(lines.next());
    if (answer.done === true) {
      open = false;
      throw new ProblemError('engine-failed', 'The job ended without an answer.');
    }
    return answer.value;
  }

  return {
    get open() {
      return open;
    },
    ask(line) {
      const answer = asking.then(() => exchange(line));
      asking = answer.catch(() => undefined);
      return answer;
    },
    close() {
      open = false;
      streams.destroy();
    },
  };
}

async function* readLines(streams: Duplex): AsyncGenerator<string> {
  let partial = '';
  for await (const { text } of readFrames(streams)) {
    const lines = (partial + text).split('\n');
    partial = lines.pop() ?? '';
    yield* lines;
  }
}

async function withinDeadline<T>(answer: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<never>((_, reject) => {
    const late = new ProblemError('engine-failed', 'The job did not answer in time.');
    timer = setTimeout(() => reject(late), answerDeadlineMs);
  });
  return Promise.race([answer, deadline]).finally(() => clearTimeout(timer));
}
