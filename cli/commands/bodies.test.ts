import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FaultRequest } from '../../contract/faults/fault.ts';
import { TrafficRequest } from '../../contract/traffic/request.ts';
import type { CommandInput } from '../arguments/command.ts';
import { parseCommandLine } from '../arguments/parse-command-line.ts';
import { faultBody, faultCommands } from './fault.ts';
import { paramLines } from './fault-lines.ts';
import { trafficBody, trafficCommands } from './traffic.ts';

function inputOf(line: string): CommandInput {
  const request = parseCommandLine(line.split(' '), [...trafficCommands, ...faultCommands]);
  assert.ok(request.kind === 'run');
  return request.input;
}

test('traffic: the options become the body that the API accepts', () => {
  const body = trafficBody(
    inputOf(
      'traffic start --url http://service-a/api/message-a --rps 10 --duration 300 --header x-test=1 --method get',
    ),
  );
  assert.deepEqual(body, {
    targetUrl: 'http://service-a/api/message-a',
    rps: 10,
    durationSeconds: 300,
    method: 'GET',
    headers: { 'x-test': '1' },
  });
  assert.ok(TrafficRequest.safeParse(body).success);
  assert.ok(TrafficRequest.safeParse(trafficBody(inputOf('traffic start'))).success);
});

test('traffic: a shape takes its parameters', () => {
  const body = trafficBody(inputOf('traffic start --scenario ramp --param toRps=50 --param upSeconds=30'));
  assert.deepEqual(body.scenario, { type: 'ramp', toRps: 50, upSeconds: 30 });
});

test('fault: the options become the body that the API accepts', () => {
  const body = faultBody(
    inputOf('fault add kill --target service-b --duration 30 --param signal=SIGTERM --dry-run'),
  );
  assert.deepEqual(body, {
    kind: 'kill',
    params: { signal: 'SIGTERM' },
    targets: { nodes: ['service-b'] },
    durationSeconds: 30,
    dryRun: true,
  });
  assert.ok(FaultRequest.safeParse(body).success);
});

test('fault: a network fault on one link', () => {
  const body = faultBody(
    inputOf(
      'fault add latency --target service-b --peer service-a --direction both --protocol tcp --port 80 --port 81',
    ),
  );
  assert.deepEqual(body, {
    kind: 'latency',
    targets: { nodes: ['service-b'] },
    peers: { nodes: ['service-a'] },
    direction: 'both',
    protocol: 'tcp',
    ports: [80, 81],
  });
  assert.ok(FaultRequest.safeParse(body).success);
});

test('fault: targets by label, with a draw', () => {
  const body = faultBody(inputOf('fault add pause --label tier=backend --count 1 --seed 7'));
  assert.deepEqual(body.targets, { labels: { tier: 'backend' }, count: 1, seed: 7 });
  assert.throws(() => faultBody(inputOf('fault add pause')), /A target is missing/);
});

test('the parameters of a kind are shown with their defaults', () => {
  const schema = { properties: { delayMs: { description: 'Milliseconds.', default: 100 }, note: {} } };
  assert.deepEqual(paramLines(schema), ['--param delayMs=…  Milliseconds. Default 100.', '--param note=…']);
});
