import assert from 'node:assert/strict';
import test from 'node:test';
import { faultKinds, type FaultKind } from '../../../../contract/faults/catalog.ts';
import type { Claim } from '../../claim.ts';
import { pumbaCommand, pumbaFailure } from './command.ts';

const target = 'f00d'.repeat(16);
const prefix = ['--json', '--log-level', 'info', '--label', 'dsp.node=service-b'];

function claim(kind: FaultKind, params: Claim['params'], durationSeconds = 60): Claim {
  const common = { faultId: 'f-1', node: 'service-b', scope: null, driver: 'pumba', createdAt: '' } as const;
  return { ...common, kind, params, durationSeconds };
}

const vectors: [kind: FaultKind, params: Claim['params'], seconds: number, command: string[]][] = [
  ['pause', {}, 60, ['pause', '--duration', '60000ms']],
  ['pause', {}, 0.1, ['pause', '--duration', '100ms']],
  ['pause', {}, 12.3456, ['pause', '--duration', '12346ms']],
  ['pause', {}, 86_400, ['pause', '--duration', '86400000ms']],
  ['stop', { graceSeconds: 5 }, 30, ['stop', '--time', '5', '--restart', '--duration', '30000ms']],
  ['stop', { graceSeconds: 0 }, 30, ['stop', '--time', '0', '--restart', '--duration', '30000ms']],
  ['kill', { signal: 'SIGKILL' }, 60, ['kill', '--signal', 'SIGKILL']],
  ['kill', { signal: 'SIGSTOP' }, 60, ['kill', '--signal', 'SIGSTOP']],
  ['restart', { graceSeconds: 5 }, 60, ['restart', '--timeout', '5s']],
  ['restart', { graceSeconds: 0 }, 60, ['restart', '--timeout', '0s']],
];

for (const [kind, params, seconds, command] of vectors) {
  test(`${kind} ${JSON.stringify(params)} for ${seconds} s is "${command.join(' ')}"`, () => {
    assert.deepEqual(pumbaCommand(claim(kind, params, seconds), target), [...prefix, ...command, target]);
  });
}

test('a kind that Pumba cannot say is refused by its name', () => {
  const life = new Set<FaultKind>(['pause', 'stop', 'kill', 'restart']);
  for (const kind of faultKinds.filter((each) => !life.has(each))) {
    assert.throws(() => pumbaCommand(claim(kind, {}), target), { code: 'driver-unavailable' }, kind);
  }
});

test('a log without an error tells of none', () => {
  assert.equal(pumbaFailure([]), undefined);
  assert.equal(
    pumbaFailure([
      '{"level":"info","msg":"pausing container","name":"/lab-b","time":"2026-01-01T00:00:00Z"}',
      '{"level":"warning","msg":"failed to check for a new version"}',
      'a line that is no JSON',
      '',
    ]),
    undefined,
  );
});

test('no container found is a failure, in both of its spellings and in plain text too', () => {
  for (const line of [
    '{"level":"warning","msg":"no containers found","time":"2026-01-01T00:00:00Z"}',
    '{"level":"warning","msg":"No container found"}',
    'time="2026-01-01" level=warning msg="no containers found"',
  ]) {
    assert.equal(pumbaFailure([line]), 'Pumba found no container to act on.');
  }
});

test('an error is told with its message and its cause', () => {
  for (const level of ['error', 'fatal', 'panic', 'ERROR']) {
    const line = JSON.stringify({ level, msg: 'failed to pause', error: 'no such container' });
    assert.equal(
      pumbaFailure(['{"level":"info","msg":"x"}', line]),
      'Pumba: failed to pause: no such container',
    );
  }
  assert.equal(pumbaFailure(['{"level":"error","msg":"just so"}']), 'Pumba: just so');
});

test('JSON that is no entry of a log is passed over', () => {
  assert.equal(pumbaFailure(['null', '[]', '7', '"text"', '{"msg":5,"level":{}}']), undefined);
});
