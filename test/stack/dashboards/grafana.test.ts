import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dashboards } from '../../../stack/dashboards/all.ts';
import { grafanaDashboard } from '../../../stack/dashboards/grafana/grafana-dashboard.ts';
import { getJson } from '../support/http.ts';
import { hasPart } from '../support/parts.ts';

const baseUrl = 'http://127.0.0.1:3000';

test('Grafana has loaded every dashboard', async (t) => {
  const withoutIt = 'that Grafana loads the dashboards was tested only by their types and their structure';
  if (!(await hasPart(t, 'grafana', withoutIt))) return;
  for (const { id, title } of dashboards) {
    const { dashboard, meta } = (await getJson(`${baseUrl}/api/dashboards/uid/${id}`)) as {
      dashboard: { title: string; panels: unknown[] };
      meta: { provisioned: boolean; url: string };
    };
    assert.equal(dashboard.title, title);
    assert.equal(meta.provisioned, true);
    const made = dashboards.filter((each) => each.id === id).map(grafanaDashboard)[0];
    assert.equal(dashboard.panels.length, made?.panels?.length);
  }
});

test("the page of a service is where it should be, and Grafana's first page is the load", async (t) => {
  if (!(await hasPart(t, 'grafana', 'the addresses of the dashboards were not tested'))) return;
  const detail = (await getJson(`${baseUrl}/api/dashboards/uid/dsp-service-detail`)) as {
    meta: { url: string };
  };
  assert.equal(detail.meta.url, '/d/dsp-service-detail/service-detail');
  const home = (await getJson(`${baseUrl}/api/dashboards/home`)) as { dashboard: { uid: string } };
  assert.equal(home.dashboard.uid, 'dsp-load');
});
