import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { parse } from 'yaml';
import { z } from 'zod';
import { dashboards } from '../all.ts';
import { grafanaDashboard } from './grafana-dashboard.ts';

const file = new URL('../../grafana/provisioning/datasources/dsp.yaml', import.meta.url);
const provisioned = parse(readFileSync(file, 'utf8')) as { datasources: { uid: string; type: string }[] };
const dataSources = new Map(provisioned.datasources.map(({ uid, type }) => [uid, type]));

const DataSource = z
  .object({ type: z.string(), uid: z.string() })
  .refine(({ type, uid }) => dataSources.get(uid) === type, 'is not provisioned');

/** What Grafana needs of a dashboard, as far as it can go wrong here. */
const Grafana = z.object({
  uid: z.string().regex(/^[a-z-]{1,40}$/),
  title: z.string().min(1),
  schemaVersion: z.number().min(36),
  editable: z.literal(false),
  templating: z.object({
    list: z.array(
      z.object({ name: z.string(), datasource: DataSource, query: z.object({ query: z.string() }) }),
    ),
  }),
  annotations: z.object({
    list: z.array(
      z.object({ datasource: DataSource, enable: z.literal(true), target: z.object({ expr: z.string() }) }),
    ),
  }),
  panels: z.array(
    z.object({
      id: z.number().int().positive(),
      type: z.enum(['timeseries', 'stat', 'table', 'logs']),
      title: z.string().min(1),
      description: z.string().min(1),
      datasource: DataSource,
      gridPos: z.object({ x: z.number(), y: z.number(), w: z.number(), h: z.number() }),
      targets: z.array(z.object({ refId: z.string(), datasource: DataSource })).min(1),
    }),
  ),
});

for (const dashboard of dashboards) {
  // Through JSON, as Grafana gets it.
  const made = Grafana.parse(JSON.parse(JSON.stringify(grafanaDashboard(dashboard))));

  test(`${dashboard.id}: panels and queries have names of their own`, () => {
    const ids = made.panels.map(({ id }) => id);
    assert.equal(new Set(ids).size, ids.length);
    for (const { title, targets } of made.panels) {
      assert.equal(new Set(targets.map(({ refId }) => refId)).size, targets.length, title);
    }
  });

  test(`${dashboard.id}: panels lie side by side, none over another`, () => {
    const cells = made.panels.flatMap(({ gridPos: { x, y, w, h } }) => {
      assert.ok(x + w <= 24);
      return Array.from({ length: w * h }, (_, cell) => `${x + (cell % w)} ${y + Math.floor(cell / w)}`);
    });
    assert.equal(new Set(cells).size, cells.length);
  });
}

test('the address of the detail page of a service', () => {
  const detail = dashboards.map(grafanaDashboard).find(({ uid }) => uid === 'dsp-service-detail');
  assert.equal(detail?.title?.toLowerCase().replaceAll(' ', '-'), 'service-detail');
});
