import assert from 'node:assert/strict';
import test from 'node:test';
import type { EngineJob } from '../engine/port.ts';
import { sortFoundJobs } from './found-jobs.ts';

type Found = `${number} ${EngineJob['state'] | 'paused'}`;

/** Jobs such as `2 running`: the number of the segment, and the state. */
function jobsOf(found: Found[]): EngineJob[] {
  return found.map((words) => {
    const [number, state] = words.split(' ');
    const request = { targetUrl: 'http://service-a/', seed: 1 };
    const segment = { number: Number(number), firstSequence: 0, endsAtMs: null, request };
    return {
      id: words,
      state: state === 'paused' ? 'running' : state,
      purpose: { run: 'r-abc', segment },
    } as EngineJob;
  });
}

const cases: [what: string, found: Found[], current: Found | undefined, past: Found[], surplus: Found[]][] = [
  ['none', [], undefined, [], []],
  ['the only one', ['1 running'], '1 running', [], []],
  ['one that was made and never started', ['1 created'], '1 created', [], []],
  ['one that took over', ['2 running', '1 ended'], '2 running', ['1 ended'], []],
  ['one that took over from one that still runs', ['1 running', '2 running'], '2 running', ['1 running'], []],
  ['one that waits to take over', ['1 running', '2 paused'], '1 running', [], ['2 paused']],
  ['one that was made to take over', ['1 running', '2 created'], '1 running', [], ['2 created']],
  ['one that ended before it took over', ['1 running', '2 ended'], '1 running', [], ['2 ended']],
  ['one that waits for one that is over', ['1 ended', '2 paused'], '1 ended', [], ['2 paused']],
  ['all of them over', ['3 ended', '1 ended', '2 ended'], '3 ended', ['1 ended', '2 ended'], []],
];

for (const [what, found, current, past, surplus] of cases) {
  test(`of the jobs of a run: ${what}`, async () => {
    const sorted = await sortFoundJobs(jobsOf(found), ({ id }) => Promise.resolve(id.endsWith('paused')));
    assert.equal(sorted.current?.id, current);
    assert.deepEqual([sorted.past.map(({ id }) => id), sorted.surplus.map(({ id }) => id)], [past, surplus]);
  });
}
