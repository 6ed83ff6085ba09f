import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { test } from 'node:test';
import { DashboardList } from '../../contract/panels.ts';
import { dashboards } from './all.ts';
import { dashboardFiles } from './grafana/dashboard-files.ts';

test('the dashboards are what the contract says', () => {
  assert.deepEqual(DashboardList.parse({ dashboards }), { dashboards });
});

test('ids are unique, and can stand in a list with commas', () => {
  const ids = dashboards.flatMap(({ id, panels }) => panels.map((panel) => `${id}/${panel.id}`));
  assert.equal(new Set(ids).size, ids.length);
  for (const id of ids) assert.match(id, /^dsp-[a-z-]+\/[a-z0-9-]+$/);
});

test('queries use no variable that their dashboard does not offer', () => {
  for (const { id, variables, panels } of dashboards) {
    const offered = new Set<string>([...variables, '__rate_interval']);
    for (const panel of panels) {
      const used = panel.queries.flatMap(({ expression }) =>
        [...expression.matchAll(/\$([a-z_]\w*)/g)].map(([, name]) => name),
      );
      assert.deepEqual(
        used.filter((name) => !offered.has(name ?? '')),
        [],
        `${id}/${panel.id}`,
      );
    }
  }
});

test('a dashboard offers no variable that does nothing', () => {
  for (const { id, variables, panels } of dashboards) {
    const text = panels.flatMap(({ queries }) => queries.map(({ expression }) => expression)).join('\n');
    for (const name of variables) assert.ok(text.includes(`$${name}`), `${id}: $${name}`);
  }
});

test('every panel teaches in one whole sentence', () => {
  for (const panel of dashboards.flatMap(({ panels }) => panels)) {
    assert.match(panel.teaches, /^[A-Z0-9k].{20,120}\.$/, panel.id);
    assert.equal(panel.thresholds.length, new Set(panel.thresholds.map(({ value }) => value)).size, panel.id);
  }
});

test('the files of Grafana are up to date: npm run dashboards', async () => {
  const files = await dashboardFiles();
  for (const { path, text } of files) assert.ok((await readFile(path, 'utf8')) === text, `${path} is not`);
  const folder = dirname(files[0]?.path ?? '');
  const present = (await readdir(folder)).filter((name) => name.endsWith('.json')).sort();
  assert.deepEqual(present, files.map(({ path }) => basename(path)).sort());
});
