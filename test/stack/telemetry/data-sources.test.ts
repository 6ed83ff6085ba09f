import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { before, test } from 'node:test';
import { parse } from 'yaml';
import { eventually } from '../support/eventually.ts';
import { queryLogs } from '../support/loki.ts';
import { hasPart } from '../support/parts.ts';
import { query } from '../support/prometheus.ts';
import { sendMessage } from '../support/service-a.ts';

interface DataSource {
  uid: string;
  url: string;
  jsonData: {
    tracesToLogsV2?: { query: string };
    tracesToMetrics?: { queries: { name: string; query: string }[] };
  };
}

// The links between Grafana's data sources, checked against what they lead to: no Grafana is needed for that.
const file = new URL('../../../stack/grafana/provisioning/datasources/dsp.yaml', import.meta.url);
const text = readFileSync(file, 'utf8');
const { datasources } = parse(text) as { datasources: DataSource[] };

let traceId = '';
before(async () => {
  ({ traceId } = await sendMessage());
});

test('every link of a data source leads to one that exists', () => {
  const uids = new Set(datasources.map(({ uid }) => uid));
  const links = [...text.matchAll(/datasourceUid: (\S+)/g)].map(([, uid]) => uid ?? '');
  assert.ok(links.length > 0);
  assert.deepEqual(
    links.filter((uid) => !uids.has(uid)),
    [],
  );
});

test("a span leads to its service's metrics", async () => {
  const queries = datasources.flatMap(({ jsonData }) => jsonData.tracesToMetrics?.queries ?? []);
  assert.ok(queries.length > 0);
  for (const { name, query: template } of queries) {
    // No error may have happened yet, so only the query's form can be asked of that one.
    const promql = fill(template).replace(', status_code="STATUS_CODE_ERROR"', '');
    await eventually(name, async () => ((await query(promql)).length > 0 ? true : undefined));
  }
});

test('a span leads to its logs', async (t) => {
  if (!(await hasPart(t, 'loki', 'the link from a trace to its logs was not tested'))) return;
  const template = datasources.find(({ jsonData }) => jsonData.tracesToLogsV2)?.jsonData.tracesToLogsV2
    ?.query;
  assert.ok(template);
  const logql = fill(template);
  await eventually(logql, async () => ((await queryLogs(logql)).length > 0 ? true : undefined));
});

/** What Grafana does with the variables of a link, for a span of ServiceA. */
function fill(template: string): string {
  return template
    .replaceAll('$$', '$')
    .replaceAll('${__tags}', 'service_name="service-a"')
    .replaceAll('$__tags', 'service_name="service-a"')
    .replaceAll('${__trace.traceId}', traceId)
    .replaceAll('$__rate_interval', '1m');
}
