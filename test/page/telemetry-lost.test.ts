import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { eventually } from './support/eventually.ts';
import { call, closeBrowser, goTo, openPage } from './support/page.ts';

const node = 'service-b';
const mark = `.band-key .lost:has-text("telemetry lost, ${node}: it is there")`;

after(closeBrowser);

test(
  'a node that is there and silent is marked in the charts, until it is heard again',
  { timeout: 240_000 },
  async (t) => {
    const page = await openPage(t);
    if (page === undefined) return;
    // A node is judged by what it sent before.
    await eventually('the node was heard', async () => (await latestOf('node:telemetry_lost:bool')) === '0');
    await goTo(page, 'charts?dashboard=dsp-errors');
    await page.locator('.legend button').first().waitFor();
    const before = await page.locator(mark).count();

    const fault = await call('faultCreate', {
      body: { kind: 'pause', params: {}, targets: { nodes: [node] }, durationSeconds: 60 },
    });
    assert.ok('id' in fault);
    // It may be over already, which is as good.
    t.after(() => call('faultEnd', { params: { id: fault.id } }).catch(() => undefined));
    await eventually('the silence is marked', async () => (await page.locator(mark).count()) === before + 1);
    assert.equal(await latestOf('node:telemetry_lost:bool'), '1');

    await call('faultEnd', { params: { id: fault.id } });
    await eventually('it is heard again', async () => (await latestOf('node:telemetry_lost:bool')) === '0');
    // The band of what is over tells its end, and does not go on with the present.
    const last = page.locator(mark).first().locator('small');
    await eventually('the mark has an end', async () => {
      const told = await last.textContent();
      await page.waitForTimeout(2_500);
      return (await last.textContent()) === told;
    });
  },
);

/** The latest value of a series of the node. */
async function latestOf(series: string): Promise<string | undefined> {
  const { series: found } = await call('metricsQuery', { query: { query: `${series}{node="${node}"}` } });
  return found[0]?.points.at(-1)?.[1];
}
