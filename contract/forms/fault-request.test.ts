import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FaultRequest } from '../faults/fault.ts';
import { fieldsOf, initialOfFields } from './fields.ts';
import { draftOf, type FaultDraft, type KindDraft } from './fault-draft.ts';
import { problemsOfDraft } from '../../webview/faults/fault-problems.ts';
import { faultRequestOf } from './fault-request.ts';

const fields = fieldsOf({ properties: { delayMs: { type: 'number', default: 200, maximum: 60_000 } } });
const latency: KindDraft = { kind: 'latency', isNetwork: true, fields, written: initialOfFields(fields) };
const pause: KindDraft = { kind: 'pause', isNetwork: false, fields: [], written: {} };
const draft = draftOf({ targets: ['service-a'], peers: ['service-b'], direction: 'egress' });

const withTargets = (change: Partial<FaultDraft['targets']>): FaultDraft => ({
  ...draft,
  targets: { ...draft.targets, ...change },
});
const withScope = (change: Partial<FaultDraft['scope']>): FaultDraft => ({
  ...draft,
  scope: { ...draft.scope, ...change },
});

test('a fault on one link names both of its ends', () => {
  assert.deepEqual(faultRequestOf(latency, draft), {
    kind: 'latency',
    params: { delayMs: 200 },
    targets: { nodes: ['service-a'] },
    peers: { nodes: ['service-b'] },
    direction: 'egress',
    durationSeconds: 60,
  });
});

test('a fault that is not of the network has no scope', () => {
  assert.deepEqual(faultRequestOf(pause, draft), {
    kind: 'pause',
    targets: { nodes: ['service-a'] },
    durationSeconds: 60,
  });
});

test('nodes are chosen by labels, and drawn from those that match', () => {
  const drawn = {
    by: 'label',
    labels: ['tier=backend', 'zone=a=b'],
    share: 'percent',
    percent: '25',
  } as const;
  const body = faultRequestOf(pause, withTargets({ ...drawn, seed: '7' }));
  assert.deepEqual(body.targets, { labels: { tier: 'backend', zone: 'a=b' }, percent: 25, seed: 7 });
  assert.ok(FaultRequest.safeParse(body).success);
});

test('everything under Advanced is said as the API wants it', () => {
  const scope = withScope({ protocol: 'tcp', ports: '80, 443', seed: '3' });
  const body = faultRequestOf(latency, { ...scope, driver: 'shaper' });
  assert.deepEqual({ ...body, targets: undefined, params: undefined }, {
    kind: 'latency',
    params: undefined,
    targets: undefined,
    peers: { nodes: ['service-b'] },
    direction: 'egress',
    protocol: 'tcp',
    ports: [80, 443],
    seed: 3,
    durationSeconds: 60,
    driver: 'shaper',
  } as object);
  assert.ok(FaultRequest.safeParse(body).success);
});

test('a complete draft has no problem', () => {
  assert.deepEqual(problemsOfDraft(latency, draft), {});
});

test('what is wrong is told under the path of the field that it is about', () => {
  const wrong = (change: FaultDraft, kind = latency): string[] => Object.keys(problemsOfDraft(kind, change));
  assert.deepEqual(wrong(withTargets({ nodes: [] })), ['targets.nodes']);
  assert.deepEqual(wrong(withTargets({ by: 'label' })), ['targets.labels']);
  assert.deepEqual(wrong(withTargets({ share: 'count', count: '0' })), ['targets.count']);
  assert.deepEqual(wrong(withTargets({ share: 'percent', percent: '101', seed: 'x' })), [
    'targets.percent',
    'targets.seed',
  ]);
  assert.deepEqual(wrong(withScope({ ports: '80' })), ['protocol']);
  assert.deepEqual(wrong(withScope({ ports: '80000', protocol: 'udp' })), ['ports']);
  assert.deepEqual(wrong({ ...draft, durationSeconds: '' }), ['durationSeconds']);
  assert.deepEqual(wrong(draft, { ...latency, written: { delayMs: '99999' } }), ['params.delayMs']);
});

test('what is wrong with the packets does not matter to a fault that is not of the network', () => {
  assert.deepEqual(problemsOfDraft(pause, withScope({ ports: '80000' })), {});
});
