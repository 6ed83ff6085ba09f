import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Panel } from '../../../contract/panels.ts';
import { fillQuery } from '../../../server/live/fill-query.ts';
import { dashboards } from '../../../stack/dashboards/all.ts';
import { annotationQueries } from '../../../stack/dashboards/grafana/annotations.ts';
import { variables } from '../../../stack/dashboards/variables.ts';
import { eventually } from '../support/eventually.ts';
import { startLoad, stopLoad } from '../support/load.ts';
import { halt, injectFault, waitForFault } from '../support/platform.ts';
import { query, queryRange } from '../support/prometheus.ts';
import { sendError } from '../support/service-a.ts';

/**
 * Panels that may be empty even here, where there is load, requests have failed and a fault has just been, and why.
 * Anything else that is empty is a mistake: in its query, or in what the platform measures.
 */
const mayBeEmpty: Record<string, string> = {
  'dsp-service-detail/calls-in': 'ServiceA, which is looked at here, is called by no other node.',
};

let run: string | undefined;

before(async () => {
  run = await startLoad();
  for (let sent = 0; sent < 5; sent++) await sendError();
  // The calls of ServiceA to ServiceB fail for a while: also failures have their panels.
  const { id } = await injectFault({
    kind: 'partition',
    targets: { nodes: ['service-b'] },
    peers: { nodes: ['service-a'] },
    durationSeconds: 8,
  });
  await waitForFault(id, 'ended');
});

after(async () => {
  await stopLoad(run);
  await halt();
});

for (const { id, panels } of dashboards) {
  for (const panel of panels) {
    const name = `${id}/${panel.id}`;
    test(`${name} shows something`, async (t) => {
      const reason = mayBeEmpty[name];
      if (reason !== undefined) t.diagnostic(`may be empty: ${reason}`);
      const lines = await eventually(`data for ${name}`, async () => {
        const found = await drawnLines(panel);
        return found > 0 || reason !== undefined ? found : undefined;
      });
      assert.ok(lines <= 200, `${lines} lines on one chart`);
    });
  }
}

for (const [name, { series, label }] of Object.entries(variables)) {
  test(`the variable ${name} has values`, async () => {
    const values = await query(`count by (${label}) (${series})`);
    assert.ok(values.length > 0);
    for (const { labels } of values) assert.notEqual(labels[label] ?? '', '');
  });
}

for (const { name, expression } of annotationQueries) {
  test(`the band of ${name.toLowerCase()} was there`, async () => {
    const found = await eventually(name, async () => {
      const samples = await query(`max_over_time((${expression})[5m:1s])`);
      return samples.length > 0 ? samples : undefined;
    });
    for (const { value } of found) assert.equal(value, 1);
  });
}

/**
 * How many lines a panel shows, of ServiceA and the run of this test. A chart is drawn from the last three minutes,
 * a number and a table from what is now. Of the lines of all queries one must be there: a node has one runtime.
 */
async function drawnLines({ kind, queries, minStepSeconds }: Panel): Promise<number> {
  const stepSeconds = 2;
  const values = { run, service: 'service-a' };
  const answers = await Promise.all(
    queries.map(({ expression }) => {
      const promql = fillQuery(expression, values, { stepSeconds, minStepSeconds });
      return kind === 'timeseries' ? queryRange(promql, 180, stepSeconds) : query(promql);
    }),
  );
  return answers.flat().filter(({ value }) => Number.isFinite(value)).length;
}
