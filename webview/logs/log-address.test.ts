import assert from 'node:assert/strict';
import { test } from 'node:test';
import { logStream, recordsOf } from './log-address.ts';

test('a log is followed by node and text, by trace further back, or from the container', () => {
  assert.equal(logStream({}), '/api/logs?follow=true');
  assert.equal(logStream({ node: 'a', text: 'x y' }), '/api/logs?node=a&text=x+y&follow=true');
  assert.equal(logStream({ trace: 'ff' }), '/api/logs?traceId=ff&sinceSeconds=21600&follow=true');
  assert.equal(logStream({ node: 'a', from: 'container' }), '/api/nodes/a/logs?follow=true');
  assert.equal(logStream({ from: 'container' }), '/api/logs?follow=true', 'no container without a node');
});

test('a line of a container is a record, if it has the text that is looked for', () => {
  const time = '2026-01-01T00:00:00.000Z';
  const event = { event: 'log', data: { time, stream: 'stderr', text: 'it broke' } };
  const record = { time, service: 'a', node: 'a', level: 'stderr', text: 'it broke', traceId: null };
  assert.deepEqual(recordsOf({ node: 'a' }, event)?.records, [record]);
  assert.deepEqual(recordsOf({ node: 'a', text: 'broke' }, event)?.records, [record]);
  assert.deepEqual(recordsOf({ node: 'a', text: 'fine' }, event)?.records, []);
});

test('an event that is no record is a problem', () => {
  assert.equal(recordsOf({}, { event: 'problem', data: {} }), undefined);
});
