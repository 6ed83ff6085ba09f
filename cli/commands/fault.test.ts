import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test, type TestContext } from 'node:test';
import type { Fault } from '../../contract/faults/fault.ts';
import { faultRecord } from '../../test/support/records.ts';
import { parseCommandLine } from '../arguments/parse-command-line.ts';
import { exitCodes } from '../failure.ts';
import { fakeTerminal } from '../testing/fake-terminal.ts';
import { faultCommands } from './fault.ts';

/** Runs a command against an API that knows one fault, at an hour that passes with every look at the clock. */
async function dsp(t: TestContext, fault: Partial<Fault>, ...words: string[]) {
  const body = JSON.stringify(faultRecord('f-abcd', fault));
  const server = createServer((_request, response) => {
    response.writeHead(202, { 'content-type': 'application/json' }).end(body);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => server.closeAllConnections());
  t.after(() => server.close());
  let hours = 0;
  t.mock.method(Date, 'now', () => (hours += 1) * 3_600_000);
  const request = parseCommandLine(words, faultCommands);
  assert.ok(request.kind === 'run');
  const terminal = fakeTerminal();
  const env = { DSP_API_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
  const signal = new AbortController().signal;
  const code = await request.command.run(request.input, { root: '', env, terminal, signal });
  return { code, text: terminal.text() };
}

test('an end that the platform has shown is a success, also of a fault that had failed', async (t) => {
  for (const state of ['ended', 'failed'] as const) {
    const { code, text } = await dsp(t, { state }, 'fault', 'end', 'f-abcd');
    assert.equal(code, exitCodes.ok);
    assert.match(text, new RegExp(`f-abcd: pause on service-b is ${state}`));
  }
});

test('an end of which something is left is none', async (t) => {
  const { code } = await dsp(t, { state: 'ending' }, 'fault', 'end', 'f-abcd');
  assert.equal(code, exitCodes.failed);
});

test('a fault that failed is a failure, also while something of it is left', async (t) => {
  const add = ['fault', 'add', 'pause', '--target', 'service-b'];
  for (const state of ['failed', 'ending'] as const) {
    assert.equal((await dsp(t, { state, endReason: 'failed' }, ...add)).code, exitCodes.failed, state);
  }
  assert.equal((await dsp(t, { state: 'active' }, ...add)).code, exitCodes.ok);
});
