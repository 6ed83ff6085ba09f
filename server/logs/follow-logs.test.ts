import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LogSearch, type LogBatch } from '../../contract/logs.ts';
import { ProblemError } from '../../contract/problems.ts';
import { fakeClock, settle } from '../live/fake-clock.ts';
import type { FoundRecord, LokiQuestion } from './ask-loki.ts';
import { createFollowLogs } from './follow-logs.ts';

/** A record of a moment, Unix milliseconds. */
function record(timeMs: number, text: string): FoundRecord & { timeMs: number } {
  const time = new Date(timeMs).toISOString();
  return {
    timeMs,
    key: `${timeMs} ${text}`,
    record: { time, service: 'a', node: 'a', level: null, text, traceId: null },
  };
}

/** Follows logs over a Loki that holds `log`, and counts what it is asked. */
function setUp() {
  const clock = fakeClock();
  const log: ReturnType<typeof record>[] = [];
  const asked: LokiQuestion[] = [];
  const loki = { problem: undefined as Error | undefined };
  const logs = createFollowLogs((question) => {
    asked.push(question);
    if (loki.problem !== undefined) return Promise.reject(loki.problem);
    const { fromMs, toMs, limit } = question;
    const found = log.filter(({ timeMs }) => timeMs >= fromMs && timeMs < toMs);
    return Promise.resolve(found.sort((a, b) => a.timeMs - b.timeMs).slice(-limit));
  }, clock);
  function follow(fields: object = {}) {
    const batches: LogBatch[] = [];
    const failures: unknown[] = [];
    const stop = logs.follow(LogSearch.parse({ follow: 'true', ...fields }), {
      records: (batch) => batches.push(batch),
      failed: (error) => failures.push(error),
    });
    const texts = (): string[] => batches.flatMap(({ records }) => records.map(({ text }) => text));
    return { batches, failures, texts, stop };
  }
  return { clock, log, asked, loki, follow };
}

test('what is there comes first, then each new record once', async () => {
  const { clock, log, follow } = setUp();
  log.push(record(clock.now() - 60_000, 'old'), record(clock.now() - 500, 'recent'));
  const { batches, texts } = follow();
  await settle();
  assert.deepEqual(texts(), ['old', 'recent']);
  log.push(record(clock.now() + 500, 'new'));
  for (let second = 0; second < 30; second++) await clock.second();
  assert.deepEqual(texts(), ['old', 'recent', 'new']);
  assert.deepEqual(
    batches.map(({ history }) => history),
    [true, false],
  );
});

test('a record that comes late is told as well', async () => {
  const { clock, log, follow } = setUp();
  const { texts } = follow();
  for (let second = 0; second < 5; second++) await clock.second();
  log.push(record(clock.now() - 4_000, 'late'));
  await clock.second();
  assert.deepEqual(texts(), ['late']);
});

test('Loki is asked once a second for all who follow the same search, and not when nobody does', async () => {
  const { clock, asked, follow } = setUp();
  const followers = [follow({ node: 'a' }), follow({ node: 'a' }), follow({ node: 'a' })];
  await settle();
  assert.equal(asked.length, 3, 'each reads its own history');
  await clock.second();
  await clock.second();
  assert.equal(asked.length, 5);
  followers.forEach(({ stop }) => stop());
  await clock.second();
  assert.equal(asked.length, 5);
  assert.equal(clock.timers(), 0);
});

test('who comes later gets everything, and nothing twice', async () => {
  const { clock, log, follow } = setUp();
  follow();
  await settle();
  log.push(record(clock.now() + 100, 'first'));
  await clock.second();
  const late = follow();
  log.push(record(clock.now() + 200, 'second'));
  await settle();
  await clock.second();
  await clock.second();
  assert.deepEqual(late.texts(), ['first', 'second']);
});

test('a Loki that does not answer is told once, and what it missed to tell is made up for', async () => {
  const { clock, log, loki, follow } = setUp();
  const { texts, failures } = follow();
  await settle();
  loki.problem = new Error('gone');
  for (let second = 0; second < 60; second++) {
    log.push(record(clock.now() + 100, `while gone ${second}`));
    await clock.second();
  }
  assert.equal(failures.length, 1);
  loki.problem = undefined;
  await clock.second();
  assert.equal(texts().length, 60);
});

test('a history that could not be read is read as soon as Loki answers', async () => {
  const { clock, log, loki, follow } = setUp();
  log.push(record(clock.now() - 60_000, 'old'));
  loki.problem = new Error('gone');
  const { texts, batches, failures } = follow();
  await clock.second();
  assert.deepEqual([failures.length, batches], [1, []]);
  loki.problem = undefined;
  await clock.second();
  assert.deepEqual(texts(), ['old']);
  assert.equal(batches[0]?.history, true);
});

test('that Loki answers again is said also when there is nothing new', async () => {
  const { clock, loki, follow } = setUp();
  const { batches } = follow();
  await settle();
  loki.problem = new Error('gone');
  await clock.second();
  loki.problem = undefined;
  await clock.second();
  assert.deepEqual(batches.at(-1), { history: false, skipped: false, records: [] });
});

test('more than can be read at once is said to be so', async () => {
  const { clock, log, follow } = setUp();
  const { batches } = follow();
  await clock.second();
  for (let number = 0; number < 1_500; number++) log.push(record(clock.now() + 100, `${number}`));
  await clock.second();
  assert.deepEqual(
    batches.map(({ skipped, records }) => [skipped, records.length]),
    [
      [false, 0],
      [true, 1_000],
    ],
  );
});

test('who has left hears nothing more', async () => {
  const { clock, log, follow } = setUp();
  const { batches, stop } = follow();
  stop();
  log.push(record(clock.now(), 'after'));
  await clock.second();
  assert.deepEqual(batches, []);
});

test('too many different searches are refused', () => {
  const { follow } = setUp();
  const stops = Array.from({ length: 20 }, (_, number) => follow({ text: `${number}` }).stop);
  assert.throws(
    () => follow({ text: 'one more' }),
    (error) => error instanceof ProblemError && error.code === 'live-limit',
  );
  follow({ text: '7' }).stop();
  stops[0]?.();
  follow({ text: 'one more' });
});
