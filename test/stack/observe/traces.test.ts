import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { problemOf } from '../../../contract/client.ts';
import { eventually } from '../support/eventually.ts';
import { client } from '../support/platform.ts';
import { sendError, sendMessage } from '../support/service-a.ts';

type Query = Parameters<typeof client<'traceSearch'>>[1]['query'];

/** Waits until a search finds the trace. */
async function isFound(traceId: string, query: Query): Promise<void> {
  await eventually(`trace ${traceId} by ${JSON.stringify(query)}`, async () => {
    const { traces } = await client('traceSearch', { query: { limit: 200, ...query } });
    return traces.find((trace) => trace.traceId === traceId);
  });
}

test('a trace has the spans of both services, one below the other', async () => {
  const { traceId } = await sendMessage();
  const trace = await eventually('three spans', async () => {
    const found = await client('traceGet', { params: { id: traceId } });
    return found.spans.length >= 3 ? found : undefined;
  });
  assert.deepEqual(
    trace.spans.map(({ service, node, kind, error }) => [service, node, kind, error]),
    [
      ['service-a', 'service-a', 'server', null],
      ['service-a', 'service-a', 'client', null],
      ['service-b', 'service-b', 'server', null],
    ],
  );
  const parents = trace.spans.slice(1).map(({ parentId }) => parentId);
  assert.deepEqual(
    parents,
    trace.spans.slice(0, 2).map(({ spanId }) => spanId),
  );
  assert.equal(trace.spans[0]?.attributes['http.response.status_code'], 200);
  assert.ok(trace.durationMs > 0);
});

test('a trace is found by its service, its run and its message', async () => {
  const run = `r-${randomBytes(4).toString('hex')}`;
  const { traceId } = await sendMessage({ 'dsp.run': run, 'dsp.message': `${run}-7` });
  await isFound(traceId, { service: 'service-b', message: `${run}-7` });
  await isFound(traceId, { run });
  await isFound(traceId, { message: `${run}-7` });
  // The spans of the called come first, and the call before its caller, so that for a moment the trace seems to
  // begin there.
  const beginning = await eventually('the first span', async () => {
    const { traces } = await client('traceSearch', { query: { run } });
    return traces.find(({ rootService, rootName }) => rootService === 'service-a' && rootName !== 'POST');
  });
  assert.deepEqual([beginning.traceId, beginning.rootName], [traceId, 'POST /api/message-a']);
});

test('traces with an error are found, those without are not', async () => {
  const failed = await sendError();
  await isFound(failed.traceId, { error: 'true' });
  const run = `r-${randomBytes(4).toString('hex')}`;
  const passed = await sendMessage({ 'dsp.run': run });
  await isFound(passed.traceId, { run });
  const { traces } = await client('traceSearch', { query: { run, error: 'true' } });
  assert.deepEqual(traces, []);
  const { spans } = await client('traceGet', { params: { id: failed.traceId } });
  assert.notEqual(spans[0]?.error, null);
});

test('slow traces alone, newest first', async () => {
  const { traces } = await client('traceSearch', { query: { minDurationMs: 2 } });
  assert.ok(traces.every(({ durationMs }) => durationMs >= 2));
  const times = traces.map(({ startedAt }) => startedAt);
  assert.deepEqual(times, times.toSorted().reverse());
});

test('a trace that there is not is a named problem', async () => {
  const id = randomBytes(16).toString('hex');
  const failure = await client('traceGet', { params: { id } }).catch((error: unknown) => error);
  assert.equal(problemOf(failure)?.code, 'trace-not-found');
});

test('what is searched for can not become a part of the query', async () => {
  const { traces } = await client('traceSearch', { query: { service: '" } || { true } #\\' } });
  assert.deepEqual(traces, []);
});
