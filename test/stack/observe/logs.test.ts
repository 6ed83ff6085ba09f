import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { LogBatch } from '../../../contract/logs.ts';
import { eventually } from '../support/eventually.ts';
import { hasPart } from '../support/parts.ts';
import { readEvents } from '../../support/sse.ts';
import { apiUrl, client } from '../support/platform.ts';
import { sendMessage } from '../support/service-a.ts';

const token = process.env['DSP_API_TOKEN'];
const headers: Record<string, string> = token === undefined ? {} : { authorization: `Bearer ${token}` };
const withoutIt = 'that logs are found by node, trace and text was not tested';

test('the logs of a trace, of both services and in order', async (t) => {
  if (!(await hasPart(t, 'loki', withoutIt))) return;
  const { traceId } = await sendMessage();
  const records = await eventually(`logs of ${traceId}`, async () => {
    const found = await client('logSearch', { query: { traceId } });
    return found.records.some(({ service }) => service === 'service-b') ? found.records : undefined;
  });
  assert.ok(records.every((record) => record.traceId === traceId));
  assert.ok(records.every(({ level }) => level !== null));
  const times = records.map(({ time }) => time);
  assert.deepEqual(times, times.toSorted());
});

test('the logs of one node with a text in them, as many as asked for', async (t) => {
  if (!(await hasPart(t, 'loki', withoutIt))) return;
  await sendMessage();
  const query = { node: 'service-b', text: 'message', limit: 2 };
  const records = await eventually('logs of service-b', async () => {
    const found = await client('logSearch', { query });
    return found.records.length > 0 ? found.records : undefined;
  });
  assert.ok(records.length <= 2);
  assert.ok(records.every(({ node, text }) => node === 'service-b' && text.includes('message')));
});

test('a text can not become a part of the query', async (t) => {
  if (!(await hasPart(t, 'loki', withoutIt))) return;
  const { records } = await client('logSearch', { query: { text: '" | line_format "x' } });
  assert.deepEqual(records, []);
});

test('a followed search tells what is written from then on', async (t) => {
  if (!(await hasPart(t, 'loki', withoutIt))) return;
  const reader = await readEvents(apiUrl, { path: '/api/logs?node=service-a&follow=true', headers });
  t.after(() => reader.leave());
  const { data } = await reader.next(({ event }) => event === 'records');
  assert.equal((data as LogBatch).history, true);
  const { traceId } = await sendMessage();
  const found = await reader.next(
    ({ event, data: batch }) =>
      event === 'records' && (batch as LogBatch).records.some((record) => record.traceId === traceId),
  );
  assert.equal((found.data as LogBatch).history, false);
});
