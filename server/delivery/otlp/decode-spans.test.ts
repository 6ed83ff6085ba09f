import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { decodeSpans, type MessageSpan } from './decode-spans.ts';
import { encodeSpans, type SampleSpan } from './span-samples.ts';

function decode(bytes: Buffer): MessageSpan[] {
  const spans: MessageSpan[] = [];
  decodeSpans(bytes, (span) => spans.push(span));
  return spans;
}

const sample: SampleSpan = {
  node: 'service-b',
  attributes: { 'http.route': '/x', 'dsp.message': 'r-abc-12', 'dsp.effect': 'applied' },
};

const expected: MessageSpan = {
  node: 'service-b',
  service: 'service-b',
  message: 'r-abc-12',
  effect: 'applied',
  spanId: 0x31332069,
  traceId: '0af7651916cd43dd8448eb211c80319c',
  startMs: 1_700_000_000_500,
  endMs: 1_700_000_000_600,
};

/** What the Collector 0.155 made of the same span: it writes every message's fields from the last to the first. */
const fromCollector =
  'Cu8BEo0BEoUBegBKEhIECgIveAoKaHR0cC5yb3V0ZUoZEgoKCHItYWJjLTEyCgtkc3AubWVzc2FnZUoXEgkKB2FwcGxpZWQKCmRzcC5l' +
  'ZmZlY3RBAEbtWf6clxc5AGX3U/6clxcwAioBeIUBAQEAACIAEgi3rWtxaSAzMQoQCvdlGRbNQ92ESOshHIAxnAoDCgFzCl0KExILCglz' +
  'ZXJ2aWNlLWIKBG5vZGUKGxILCglzZXJ2aWNlLWIKDHNlcnZpY2UubmFtZQoYEgsKCXNlcnZpY2UtYgoJY29udGFpbmVyCg8SBQoDYXBw' +
  'CgZzb3VyY2U=';

test('reads what an SDK writes', () => {
  assert.deepEqual(decode(encodeSpans([sample])), [
    { ...expected, spanId: Buffer.from('69203331', 'hex').readUInt32LE() },
  ]);
});

test('reads what the Collector makes of it, the same', () => {
  assert.deepEqual(decode(Buffer.from(fromCollector, 'base64')), decode(encodeSpans([sample])));
});

test('passes over spans that are no arrival, and arrivals of no message', () => {
  const kinds = [0, 2, 3].map((kind) => ({ ...sample, kind }));
  const noMessage = { ...sample, attributes: { 'dsp.run': 'r-abc', 'http.route': '/x'.repeat(100) } };
  assert.deepEqual(decode(encodeSpans([...kinds, noMessage])), []);
  assert.equal(decode(encodeSpans([{ ...sample, kind: 4 }])).length, 1, 'a consumer is an arrival');
});

test('keeps the spans of several nodes apart', () => {
  const bytes = encodeSpans([sample, { ...sample, node: 'service-c' }]);
  assert.deepEqual(
    decode(bytes).map(({ node }) => node),
    ['service-b', 'service-c'],
  );
});

test('takes any attributes beside its own, and any values', () => {
  const value = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.double({ noNaN: true }));
  fc.assert(
    fc.property(fc.dictionary(fc.string(), value), (others) => {
      const attributes = { ...others, ...sample.attributes };
      assert.equal(decode(encodeSpans([{ ...sample, attributes }]))[0]?.message, 'r-abc-12');
    }),
  );
});

test('refuses bytes that are no spans with a RangeError, and never anything else', () => {
  const good = encodeSpans([sample]);
  fc.assert(
    fc.property(
      fc.nat({ max: good.length - 1 }),
      fc.nat({ max: 255 }),
      fc.nat({ max: good.length }),
      (at, byte, to) => {
        const bytes = Buffer.from(good);
        bytes[at] = byte;
        try {
          decode(bytes.subarray(0, to));
        } catch (error) {
          assert.ok(error instanceof RangeError, String(error));
        }
      },
    ),
    { numRuns: 3_000 },
  );
});
