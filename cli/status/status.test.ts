import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Client } from '../../contract/client.ts';
import type { ContainerRow } from '../host/docker.ts';
import { createStyle } from '../../system/terminal/style.ts';
import { statusLines } from './print-status.ts';
import { partStates, readStatus } from './read-status.ts';

const container = (service: string, state: string, status: string): ContainerRow => ({
  ...{ id: service, name: `dsp-${service}-1`, image: '', ports: '', project: 'dsp', job: '' },
  ...{ service, state, status },
});
const health = (name: string, status: 'up' | 'down') => ({
  status: 'degraded' as const,
  version: '0.1.0',
  parts: [{ name, status, needed: true, detail: status === 'down' ? 'no answer' : null }],
});
const stateOf = (row: ContainerRow | undefined, seen?: ReturnType<typeof health>) =>
  partStates(row ? [row] : [], seen).find(({ service }) => service === 'tempo')?.state;

test('puts together what the engine and the API say of a part', () => {
  assert.equal(stateOf(undefined), 'absent');
  assert.equal(stateOf(container('tempo', 'exited', 'Exited (1) 3 minutes ago')), 'stopped');
  assert.equal(stateOf(container('tempo', 'running', 'Up 3 minutes')), 'up');
  assert.equal(stateOf(container('tempo', 'running', 'Up 3 minutes (unhealthy)')), 'unhealthy');
  assert.equal(stateOf(container('tempo', 'running', 'Up 3 seconds (health: starting)')), 'starting');
  assert.equal(stateOf(container('tempo', 'running', 'Up 3 minutes'), health('tempo', 'down')), 'unhealthy');
  assert.equal(stateOf(container('tempo', 'running', 'Up 3 seconds'), health('tempo', 'down')), 'starting');
  const fresh = container('tempo', 'running', 'Up 3 seconds (health: starting)');
  assert.equal(stateOf(fresh, health('tempo', 'up')), 'up');
});

test('a container of another project is none of ours', () => {
  assert.equal(stateOf({ ...container('tempo', 'running', 'Up'), project: 'shop' }), 'absent');
});

test('without the API the containers are still shown, and the reason once', async () => {
  const status = await readStatus({
    api: (() => Promise.reject(new Error('refused'))) as unknown as Client,
    containers: [container('tempo', 'running', 'Up 3 minutes')],
    background: undefined,
    startingProcess: 4711,
    describeError: (error) => `The API: ${(error as Error).message}.`,
    signal: new AbortController().signal,
  });
  assert.deepEqual(status.problems, ['The API: refused.']);
  const text = statusLines(status, createStyle(false, {})).join('\n');
  assert.match(text, /Tempo\s+up\s+Up 3 minutes/);
  assert.match(text, /Prometheus\s+absent\s+no container \(needed\)/);
  assert.match(text, /Grafana\s+absent\s+no container$/m);
  assert.match(text, /No fault is on\./);
  assert.match(text, /npm start is at work \(process 4711\)/);
  assert.match(text, /Not known\nThe API: refused\./);
});
