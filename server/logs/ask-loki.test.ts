import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LogSearch } from '../../contract/logs.ts';
import { ProblemError } from '../../contract/problems.ts';
import { logQl } from './log-query.ts';
import { createAskLoki, readRecords } from './ask-loki.ts';
import { createLogs } from './search-logs.ts';

const search = (fields: object): LogSearch => LogSearch.parse(fields);

test('logs are searched by node, trace and text', () => {
  assert.equal(logQl(search({})), '{source="app"}');
  const traceId = 'ab'.repeat(16);
  assert.equal(
    logQl(search({ node: 'service-a', traceId, text: 'a "word"' })),
    String.raw`{source="app", node="service-a"} |= "a \"word\"" | trace_id="${traceId}"`,
  );
});

test('records of all streams come in the order of their time', () => {
  const records = readRecords({
    data: {
      result: [
        {
          stream: { service_name: 'a', node: 'a' },
          values: [
            [
              '1795502151724000002',
              'third',
              { structuredMetadata: { severity_text: 'ERROR', trace_id: 'ff' } },
            ],
            ['1795502151000000000', 'first', {}],
          ],
        },
        { stream: { service_name: 'b' }, values: [['1795502151724000001', 'second']] },
      ],
    },
  });
  assert.deepEqual(
    records.map(({ record: { text, service, node, level, traceId } }) => [
      text,
      service,
      node,
      level,
      traceId,
    ]),
    [
      ['first', 'a', 'a', null, null],
      ['second', 'b', null, null, null],
      ['third', 'a', 'a', 'ERROR', 'ff'],
    ],
  );
  assert.equal(records[0]?.record.time, '2026-11-24T06:35:51.000Z');
});

test('a Loki that was never started is said to be so', async () => {
  const absent = Object.assign(new TypeError('fetch failed'), { cause: { code: 'ENOTFOUND' } });
  const ask = createAskLoki('http://loki:3100', () => Promise.reject(absent));
  const logs = createLogs(ask, () => new Date());
  await assert.rejects(
    logs(search({})),
    (error) =>
      error instanceof ProblemError &&
      error.code === 'telemetry-unreachable' &&
      error.detail === 'Loki: it was not started, because its image is not at hand.',
  );
});
