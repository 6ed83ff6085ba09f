import assert from 'node:assert/strict';
import type { IncomingMessage } from 'node:http';
import test from 'node:test';
import { hasClientLeft } from './client-left.ts';

const request = (destroyed: boolean) => ({ req: { socket: { destroyed } } as IncomingMessage });
const reset = Object.assign(new Error('reset'), { code: 'ECONNRESET' });

test('a connection that broke off is the client gone, if it is the connection of the client', () => {
  assert.equal(hasClientLeft(reset, request(true)), true);
  assert.equal(hasClientLeft(reset, request(false)), false, 'an engine that broke off');
  assert.equal(hasClientLeft(reset, undefined), false);
});

test('any other error is one, whoever is there', () => {
  for (const error of [new Error('a defect'), undefined, null, { code: 'ENOENT' }]) {
    assert.equal(hasClientLeft(error, request(true)), false);
  }
});
