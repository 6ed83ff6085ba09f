import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { fillQuery } from '../../../server/live/fill-query.ts';
import { dashboards } from '../../../stack/dashboards/all.ts';
import { eventually } from '../support/eventually.ts';
import { startLoad, stopLoad } from '../support/load.ts';
import { client } from '../support/platform.ts';
import { queryExemplars } from '../support/prometheus.ts';

let run: string | undefined;
before(async () => {
  run = await startLoad();
});
after(() => stopLoad(run));

const ids = ['dsp-errors/latency-p95', 'dsp-errors/edge-latency-p95', 'dsp-service-detail/latency'];

for (const id of ids) {
  test(`the dots of ${id} lead to traces`, async () => {
    const [dashboard, panel] = id.split('/');
    const { queries = [] } =
      dashboards.find((each) => each.id === dashboard)?.panels.find((each) => each.id === panel) ?? {};
    const promql = fillQuery(queries[0]?.expression ?? '', { service: 'service-a' }, { stepSeconds: 1 });
    const trace = await eventually('the trace of an exemplar', async () => {
      const [exemplar] = await queryExemplars(promql);
      return exemplar && client('traceGet', { params: { id: exemplar.traceId } });
    });
    assert.ok(trace.spans.some(({ service }) => service === 'service-a'));
  });
}
