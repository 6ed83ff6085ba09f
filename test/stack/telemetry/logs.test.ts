import assert from 'node:assert/strict';
import { test } from 'node:test';
import { eventually } from '../support/eventually.ts';
import { queryLogs } from '../support/loki.ts';
import { hasPart } from '../support/parts.ts';
import { sendMessage } from '../support/service-a.ts';

test('the logs of both services are found by the trace id', async (t) => {
  if (!(await hasPart(t, 'loki', 'that logs arrive with their trace id was not tested'))) return;
  const { traceId } = await sendMessage();
  for (const service of ['service-a', 'service-b']) {
    const logql = `{source="app", service_name="${service}"} | trace_id="${traceId}"`;
    const line = await eventually(logql, async () => (await queryLogs(logql))[0]);
    assert.deepEqual(line.labels, {
      source: 'app',
      service_name: service,
      node: service,
      container: service,
    });
    assert.match(line.metadata['span_id'] ?? '', /^[0-9a-f]{16}$/);
    assert.notEqual(line.line, '');
  }
});
