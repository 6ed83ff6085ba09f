import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { eventually } from '../support/eventually.ts';
import { sendMessage } from '../support/service-a.ts';
import { findTrace, searchTraces, type Span } from '../support/tempo.ts';

test('a trace crosses both services and both languages', async () => {
  const { traceId, status } = await sendMessage();
  assert.equal(status, 200);
  const spans = await eventually(`trace ${traceId} with both services`, async () => {
    const found = await findTrace(traceId);
    return serverSpan(found, 'service-a') && serverSpan(found, 'service-b') ? found : undefined;
  });

  for (const { resource, name } of spans) {
    for (const attribute of ['service.name', 'node', 'container', 'source']) {
      assert.ok(resource[attribute], `span "${name}" has no ${attribute}`);
    }
    assert.equal(resource['source'], 'app');
  }
  assert.equal(serverSpan(spans, 'service-a')?.resource['telemetry.sdk.language'], 'nodejs');
  assert.equal(serverSpan(spans, 'service-b')?.resource['telemetry.sdk.language'], 'go');
});

test('ServiceB continues the call of ServiceA: the spans are one chain', async () => {
  const { traceId } = await sendMessage();
  await eventually(`trace ${traceId} as a chain`, async () => {
    const spans = await findTrace(traceId);
    const client = spans.find(({ id }) => id === serverSpan(spans, 'service-b')?.parentId);
    if (!client || client.kind !== 'SPAN_KIND_CLIENT') return undefined;
    return client.resource['service.name'] === 'service-a' ? client : undefined;
  });
});

test('a trace is found by search, for what its request carried as baggage', async () => {
  const message = `test-${randomBytes(8).toString('hex')}`;
  const { traceId } = await sendMessage({ 'dsp.message': message });
  await eventually(`trace ${traceId} in the search for its message`, async () =>
    (await searchTraces({ 'dsp.message': message })).includes(traceId) ? traceId : undefined,
  );
});

function serverSpan(spans: Span[], service: string): Span | undefined {
  return spans.find(
    ({ kind, resource }) => kind === 'SPAN_KIND_SERVER' && resource['service.name'] === service,
  );
}
