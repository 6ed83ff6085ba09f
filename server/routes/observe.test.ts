import assert from 'node:assert/strict';
import { test } from 'node:test';
import { labEngine, startPlatform } from '../../test/support/platform.ts';

test('telemetry that does not answer is a named problem', async (t) => {
  const platform = await startPlatform(t);
  for (const path of ['/api/topology', '/api/traces', `/api/traces/${'a'.repeat(32)}`, '/api/logs']) {
    const { status, json } = await platform.ask({ path });
    assert.equal(status, 503, path);
    assert.equal((json as { code: string }).code, 'telemetry-unreachable', path);
  }
});

test('panels need no telemetry', async (t) => {
  const platform = await startPlatform(t);
  const { dashboards } = await platform.call('panelList', {});
  assert.ok(dashboards.length >= 6);
});

test('a live page is told once that there is no telemetry, and stays connected', async (t) => {
  const platform = await startPlatform(t);
  const reader = await platform.events({ path: '/api/live?panels=dsp-load/served' });
  assert.equal(reader.status, 200);
  const { event, data } = await reader.next();
  assert.deepEqual([event, (data as { code: string }).code], ['problem', 'telemetry-unreachable']);
  reader.leave();
});

test('who follows logs is told that there are none to be had, and stays connected', async (t) => {
  const platform = await startPlatform(t);
  const reader = await platform.events({ path: '/api/logs?node=service-a&follow=true' });
  assert.equal(reader.status, 200);
  const { event, data } = await reader.next();
  assert.deepEqual([event, (data as { code: string }).code], ['problem', 'telemetry-unreachable']);
  reader.leave();
});

test('panels, times and ids that there are not are refused before anything is asked', async (t) => {
  const platform = await startPlatform(t);
  for (const path of [
    '/api/live',
    '/api/live?panels=up',
    '/api/live?panels=dsp-load/served&sinceSeconds=1e9',
    '/api/live?panels=dsp-load/served&query=up',
    '/api/traces?limit=0',
    '/api/traces?q={}',
    '/api/traces/not-a-trace',
    '/api/logs?traceId=x',
    '/api/logs?follow=yes',
    '/api/timeline?start=5&end=4',
    '/api/topology?node=../x',
  ]) {
    const { status, json } = await platform.ask({ path });
    assert.equal(status, 400, path);
    assert.equal((json as { code: string }).code, 'invalid-request', path);
  }
});

test('the timeline knows the nodes from the start, and what becomes of them', async (t) => {
  const engine = labEngine();
  const platform = await startPlatform(t, { engine });
  const fault = await platform.call('faultCreate', {
    body: { kind: 'pause', targets: { nodes: ['service-a'] }, durationSeconds: 60, driver: 'engine' },
  });
  const timeline = await platform.call('timelineGet', { query: {} });
  assert.deepEqual(
    timeline.faults.map(({ id }) => id),
    ['id' in fault ? fault.id : ''],
  );
  const joined = timeline.nodeEvents.filter(({ what }) => what === 'joined').map(({ node }) => node);
  assert.deepEqual(joined.sort(), ['service-a', 'service-b']);
});
