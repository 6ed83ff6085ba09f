import assert from 'node:assert/strict';
import test from 'node:test';
import { FaultRequest, type FaultRequestInput } from '../../../../contract/faults/fault.ts';
import type { Claim } from '../../claim.ts';
import { pumbaCommand } from './command.ts';
import { networkRefusal } from './network-refusal.ts';

const tools = 'registry/nettools:1';
const common = ['--json', '--log-level', 'info', '--label', 'dsp.node=b'];

/** A request without its targets, of any kind. */
type Asked<R = FaultRequestInput> = R extends unknown ? Omit<R, 'targets'> : never;

function parse(input: Asked) {
  return FaultRequest.parse({ targets: { nodes: ['b'] }, ...input } as FaultRequestInput);
}

/** The command for a request on a node whose interface is eth1; peers have the addresses .3 and .4. */
function commandOf(input: Asked): string[] {
  const request = parse({ durationSeconds: 60, ...input } as FaultRequestInput);
  const claim = {
    faultId: 'f-1',
    node: 'b',
    driver: 'pumba',
    createdAt: '2030-01-01T00:00:00.000Z',
    kind: request.kind,
    params: request.params,
    durationSeconds: request.durationSeconds,
    scope: 'direction' in request ? request : null,
  } as Claim;
  const peers = 'peers' in request && request.peers ? ['10.0.0.3', '10.0.0.4'] : [];
  return pumbaCommand(claim, 'container-id', { interface: 'eth1', peers, toolsImage: tools });
}

const onTheWayOut = [
  '--duration',
  '60000ms',
  '--interface',
  'eth1',
  '--tc-image',
  tools,
  '--pull-image=false',
];
const onTheWayIn = [
  '--duration',
  '60000ms',
  '--interface',
  'eth1',
  '--iptables-image',
  tools,
  '--pull-image=false',
];

/** What is asked, and the words between "netem" and its options, and the target. */
const netem: [string, Asked, string[]][] = [
  [
    'delay without jitter',
    { kind: 'latency', params: { delayMs: 200 } },
    ['delay', '--time', '200', '--jitter', '0', '--correlation', '0'],
  ],
  [
    'delay with jitter',
    {
      kind: 'latency',
      params: { delayMs: 200, jitterMs: 50, correlationPercent: 25, distribution: 'normal' },
    },
    ['delay', '--time', '200', '--jitter', '50', '--correlation', '25', '--distribution', 'normal'],
  ],
  [
    'uniform jitter, which is netem without a table',
    { kind: 'latency', params: { delayMs: 200, jitterMs: 50 } },
    ['delay', '--time', '200', '--jitter', '50', '--correlation', '0'],
  ],
  ['loss', { kind: 'loss', params: { percent: 2.25 } }, ['loss', '--percent', '2.25', '--correlation', '0']],
  [
    'loss in bursts',
    { kind: 'loss', params: { pPercent: 2, rPercent: 30, oneMinusHPercent: 90, oneMinusKPercent: 1 } },
    ['loss-gemodel', '--pg', '2', '--pb', '30', '--one-h', '90', '--one-k', '1'],
  ],
  [
    'loss in bursts with what is usual',
    { kind: 'loss', params: { pPercent: 2 } },
    ['loss-gemodel', '--pg', '2', '--pb', '98', '--one-h', '100', '--one-k', '0'],
  ],
  [
    'duplication',
    { kind: 'duplicate', params: { percent: 5 } },
    ['duplicate', '--percent', '5', '--correlation', '0'],
  ],
  [
    'corruption',
    { kind: 'corrupt', params: { percent: 1 } },
    ['corrupt', '--percent', '1', '--correlation', '0'],
  ],
  ['bandwidth', { kind: 'bandwidth', params: { rateKbps: 1500 } }, ['rate', '--rate', '1500kbit']],
  [
    'a partition of what leaves',
    { kind: 'partition', params: { everybody: true }, direction: 'egress' },
    ['loss', '--percent', '100', '--correlation', '0'],
  ],
];

for (const [what, input, words] of netem) {
  test(`the command for ${what}`, () => {
    assert.equal(networkRefusal(packetFault(input)), undefined);
    assert.deepEqual(commandOf(input), [...common, 'netem', ...onTheWayOut, ...words, 'container-id']);
  });
}

test('peers become targets of what leaves', () => {
  const command = commandOf({ kind: 'partition', peers: { nodes: ['a', 'c'] }, direction: 'egress' });
  const targets = ['--target', '10.0.0.3', '--target', '10.0.0.4'];
  const loss = ['loss', '--percent', '100', '--correlation', '0'];
  assert.deepEqual(command, [...common, 'netem', ...onTheWayOut, ...targets, ...loss, 'container-id']);
});

test('peers become sources of what arrives', () => {
  const command = commandOf({ kind: 'partition', peers: { nodes: ['a', 'c'] }, direction: 'ingress' });
  const sources = ['--protocol', 'any', '--source', '10.0.0.3', '--source', '10.0.0.4'];
  const loss = ['loss', '--mode', 'random', '--probability', '1'];
  assert.deepEqual(command, [...common, 'iptables', ...onTheWayIn, ...sources, ...loss, 'container-id']);
});

test('loss of what arrives, of one protocol', () => {
  const command = commandOf({ kind: 'loss', params: { percent: 15 }, direction: 'ingress', protocol: 'udp' });
  const loss = ['--protocol', 'udp', 'loss', '--mode', 'random', '--probability', '0.15'];
  assert.deepEqual(command, [...common, 'iptables', ...onTheWayIn, ...loss, 'container-id']);
});

const refused: [Asked, RegExp][] = [
  [{ kind: 'latency', direction: 'both' }, /one direction/],
  [{ kind: 'partition', params: { everybody: true } }, /one direction/],
  [{ kind: 'latency', direction: 'ingress' }, /only drop what reaches/],
  [{ kind: 'loss', params: { percent: 1 }, protocol: 'tcp', ports: [80] }, /ports/],
  [{ kind: 'loss', params: { percent: 1 }, protocol: 'tcp' }, /protocol/],
  [{ kind: 'loss', params: { percent: 1 }, seed: 7 }, /seed/],
  [{ kind: 'loss', params: { percent: 0.001 } }, /hundredths.*0\.001/],
  [{ kind: 'loss', params: { percent: 0.5 }, direction: 'ingress' }, /whole percents/],
  [{ kind: 'loss', params: { pPercent: 5 }, direction: 'ingress' }, /bursts/],
  [{ kind: 'latency', params: { delayMs: 0.5 } }, /whole milliseconds/],
  [{ kind: 'bandwidth', params: { rateKbps: 100.5 } }, /whole kilobits/],
  [{ kind: 'bandwidth', params: { rateKbps: 100, queueKb: 10 } }, /queueKb/],
  [{ kind: 'partition', params: { mode: 'reject', everybody: true }, direction: 'egress' }, /silently/],
];

for (const [input, why] of refused) {
  test(`Pumba cannot say ${JSON.stringify(input)}, and tells who can`, () => {
    const refusal = networkRefusal(packetFault(input));
    assert.match(refusal ?? '', why);
    assert.match(refusal ?? '', /"driver": "auto" or "shaper"/);
  });
}

function packetFault(input: Asked) {
  const request = parse(input);
  if (!('direction' in request)) throw new Error('not of the network');
  return { kind: request.kind, params: request.params, scope: request };
}
