import assert from 'node:assert/strict';
import test from 'node:test';
import type { LogLine } from '../../../contract/nodes.ts';
import { followJob } from './follow-job.ts';
import type { Told } from './told.ts';

const time = '2026-01-01T00:00:00.000Z';
const line = (text: string): LogLine => ({ time, stream: 'stderr', text });

test('a log is read to its end; when the engine goes away in between nothing is lost and nothing told twice', async () => {
  const lines = ['dsp:m 0 a 5', 'output of a script', 'dsp:m 1 f 7 status', 'dsp:d 2'].map(line);
  const answers = [lines.slice(0, 2), lines.slice(0, 1), lines];
  const warnings: string[] = [];
  const taken: [Told, number][] = [];
  await followJob({
    jobs: {
      async *follow() {
        yield* answers.shift() ?? [];
        if (answers.length > 0) throw new Error('The engine is away.');
      },
      inspect: () => Promise.resolve(undefined),
    },
    job: 'r-abc',
    take: (told, writtenMs) => taken.push([told, writtenMs]),
    log: (level, message) => warnings.push(`${level} ${message}`),
    signal: new AbortController().signal,
  });
  assert.deepEqual(
    taken.map(([told, writtenMs]) => [told.type, 'sequence' in told && told.sequence, writtenMs]),
    [
      ['outcome', 0, Date.parse(time)],
      ['outcome', 1, Date.parse(time)],
      ['drop', 2, Date.parse(time)],
    ],
  );
  assert.equal(warnings.length, 2);
});

test('a log is read no more when nobody wants it', async () => {
  const stop = new AbortController();
  await followJob({
    jobs: {
      async *follow() {
        yield line('dsp:m 0 a 5');
      },
      inspect: () => Promise.resolve({ state: 'running' } as never),
    },
    job: 'r-abc',
    take: () => stop.abort(),
    log: () => undefined,
    signal: stop.signal,
  });
});
