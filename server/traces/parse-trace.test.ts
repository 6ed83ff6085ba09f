import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseTrace } from './parse-trace.ts';

const traceId = '4f33bee6a260d7b2c8110cd286acb042';
const base64 = (hex: string): string => Buffer.from(hex, 'hex').toString('base64');
const text = (key: string, stringValue: string) => ({ key, value: { stringValue } });

/** Two services, the second called by the first; the spans in the wrong order, as they come. */
function batches(scopeKey: 'scopeSpans' | 'instrumentationLibrarySpans') {
  const resource = (name: string) => ({ attributes: [text('service.name', name), text('node', name)] });
  const server = {
    spanId: base64('00000000000000b1'),
    parentSpanId: base64('00000000000000a1'),
    name: 'POST /api/message-b',
    kind: 'SPAN_KIND_SERVER',
    startTimeUnixNano: '1795502151224500000',
    endTimeUnixNano: '1795502151226000000',
    attributes: [{ key: 'http.response.status_code', value: { intValue: '503' } }],
    status: { code: 'STATUS_CODE_ERROR' },
  };
  const client = {
    spanId: base64('00000000000000a1'),
    name: 'POST',
    kind: 'SPAN_KIND_CLIENT',
    startTimeUnixNano: '1795502151223000000',
    endTimeUnixNano: '1795502151227250000',
    attributes: [
      { key: 'retry', value: { boolValue: true } },
      { key: 'list', value: { arrayValue: { values: [{ stringValue: 'x' }] } } },
    ],
    status: {},
  };
  return [
    { resource: resource('service-b'), [scopeKey]: [{ spans: [server] }] },
    { resource: resource('service-a'), [scopeKey]: [{ spans: [client] }] },
  ];
}

for (const [release, json] of [
  ['Tempo 1.5', { batches: batches('instrumentationLibrarySpans') }],
  ['Tempo 2', { batches: batches('scopeSpans') }],
  ["Tempo 2's second API", { trace: { resourceSpans: batches('scopeSpans') } }],
] as const) {
  test(`a trace as ${release} tells it`, () => {
    const trace = parseTrace(traceId, json);
    assert.equal(trace?.startedAt, '2026-11-24T06:35:51.223Z');
    assert.equal(trace.durationMs, 4.25);
    const seen = trace.spans.map(({ spanId, parentId, service, node, kind, offsetMs, durationMs, error }) => {
      return [spanId, parentId, service, node, kind, offsetMs, durationMs, error];
    });
    assert.deepEqual(seen, [
      ['00000000000000a1', null, 'service-a', 'service-a', 'client', 0, 4.25, null],
      ['00000000000000b1', '00000000000000a1', 'service-b', 'service-b', 'server', 1.5, 1.5, '503'],
    ]);
    assert.deepEqual(trace.spans[0]?.attributes, { retry: true, list: '{"values":[{"stringValue":"x"}]}' });
  });
}

test('ids in hexadecimal and kinds as numbers, as OTLP writes them', () => {
  const span = { spanId: '00000000000000A1', name: 'x', kind: 3, startTimeUnixNano: 1, endTimeUnixNano: 2 };
  const trace = parseTrace(traceId, { resourceSpans: [{ scopeSpans: [{ spans: [span] }] }] });
  assert.equal(trace?.spans[0]?.spanId, '00000000000000a1');
  assert.equal(trace.spans[0].kind, 'client');
  assert.equal(trace.spans[0].service, 'unknown');
});

test('the words of an error: status, exception, kind of error', () => {
  const span = (fields: object) => ({
    batches: [{ scopeSpans: [{ spans: [{ spanId: '00000000000000a1', status: { code: 2 }, ...fields }] }] }],
  });
  const errorOf = (fields: object) => parseTrace(traceId, span(fields))?.spans[0]?.error;
  assert.equal(errorOf({ status: { code: 2, message: 'refused' } }), 'refused');
  const events = [{ name: 'exception', attributes: [text('exception.message', 'broken')] }];
  assert.equal(errorOf({ events }), 'broken');
  assert.equal(errorOf({ attributes: [text('error.type', 'ECONNRESET')] }), 'ECONNRESET');
  assert.equal(errorOf({}), 'error');
});

test('a trace without spans is none', () => {
  assert.equal(parseTrace(traceId, { batches: [] }), undefined);
  assert.equal(parseTrace(traceId, {}), undefined);
});
