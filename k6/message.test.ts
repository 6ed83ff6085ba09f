import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { messageId, parseMessageId, traceIdOf } from '../contract/message.ts';
import { messageBody, messageHeaders } from './message.ts';

const hex = (digits: number): string => 'a'.repeat(digits);
const run = fc.stringMatching(/^r-[a-z0-9]{8}$/);
const sequence = fc.nat(1e9);

test('a message is known by its run and its number, and both can be read back', () => {
  fc.assert(
    fc.property(run, sequence, (id, number) => {
      assert.deepEqual(parseMessageId(messageId(id, number)), { run: id, sequence: number });
    }),
  );
});

test('the headers carry the identity in every form: trace, baggage and idempotency key', () => {
  fc.assert(
    fc.property(run, sequence, (id, number) => {
      const headers = messageHeaders({ run: id, headers: {} }, number, hex);
      assert.equal(headers['idempotency-key'], `${id}-${number}`);
      assert.equal(headers['baggage'], `dsp.run=${id},dsp.message=${id}-${number}`);
      // W3C Trace Context: version, 32 digits, 16 digits, flags; sampled, and not all zero.
      assert.match(headers['traceparent'] ?? '', /^00-(?!0{32})[0-9a-f]{32}-[0-9a-f]{16}-01$/);
      assert.ok(headers['traceparent']?.includes(traceIdOf(id, number)));
      assert.equal(headers['content-type'], 'application/json');
    }),
  );
});

test("a request's own headers are sent, once each, and its own content type holds", () => {
  const headers = { 'X-Lesson': 'one', 'Content-Type': 'text/plain' };
  const sent = messageHeaders({ run: 'r-12345678', headers }, 1, hex);
  const names = Object.keys(sent).map((name) => name.toLowerCase());
  assert.equal(new Set(names).size, names.length, names.join());
  const byName = new Map(Object.entries(sent).map(([name, value]) => [name.toLowerCase(), value]));
  assert.equal(byName.get('content-type'), 'text/plain');
  assert.equal(byName.get('x-lesson'), 'one');
});

test('the body is the own one, or a small message that a service can read', () => {
  const task = { run: 'r-12345678', body: null, method: 'POST', seed: 1 };
  assert.deepEqual(JSON.parse(messageBody(task, 7) ?? ''), {
    text: 'message 7',
    run: 'r-12345678',
    sequence: 7,
  });
  assert.equal(messageBody({ ...task, body: 'as it is' }, 7), 'as it is');
  assert.equal(messageBody({ ...task, body: '' }, 7), '');
  for (const method of ['GET', 'DELETE']) assert.equal(messageBody({ ...task, method }, 7), null);
  assert.equal(messageBody({ ...task, method: 'DELETE', body: 'x' }, 7), 'x');
});
