import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import test from 'node:test';
import type { LogLine } from '../../contract/nodes.ts';
import { runRecord } from '../../test/support/records.ts';
import type { EngineJob } from '../engine/port.ts';
import { readStandardError } from './k6-export.ts';
import { endedRun } from './run-end.ts';

const sample = new URL('../../test/support/k6-samples/exported.err', import.meta.url);
const lines = (await readFile(sample, 'utf8')).trimEnd().split('\n');
const crossed = /thresholds on metrics 'http_req_duration' have been crossed/;

test('the summary is found between the log before it and the log that goes on behind its last brace', () => {
  const { log, metrics } = readStandardError(lines);
  assert.equal(log.length, 4);
  assert.match(log.at(-1) ?? '', crossed);
  assert.deepEqual(metrics?.['http_reqs'], { count: 151, rate: 50.30557404683331 });
  assert.equal(metrics['http_req_failed']?.['rate'], 0.046357615894039736);
});

test('a line of the log in the midst of the summary does not break it', () => {
  const place = lines.indexOf('{') + 20;
  const disturbed = [...lines.slice(0, place), '{"level":"warning","msg":"slow"}', ...lines.slice(place)];
  const { log, metrics } = readStandardError(disturbed);
  assert.equal(log.length, 5);
  assert.deepEqual(metrics, readStandardError(lines).metrics);
});

test('what was cut short is no summary, and its log is still a log', () => {
  const cutShort = lines.slice(0, -3);
  assert.equal(readStandardError(cutShort).metrics, undefined);
  assert.equal(readStandardError(cutShort).log.length, 3);
  assert.deepEqual(readStandardError(['hello']), { log: ['hello'], metrics: undefined });
});

test('the results of a script of the user are those of the summary, not of the last look at it', () => {
  const run = runRecord('r-abc', { scenario: { type: 'script', file: 'a.js' }, requests: 120 });
  const job = {
    exitCode: 99,
    outOfMemory: false,
    startedAt: run.createdAt,
    endedAt: run.createdAt,
  } as EngineJob;
  const written = lines.map((text): LogLine => ({ time: run.createdAt, stream: 'stderr', text }));
  const ended = endedRun(run, job, written, undefined, 0);
  assert.deepEqual([ended.state, ended.requests, ended.failedRequests], ['finished', 151, 7]);
  assert.deepEqual(ended.latencyMs, { p50: 0.445655, p95: 2.614677, p99: 5.3074005 });
});
