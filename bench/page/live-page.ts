import type { Browser, Page } from 'playwright-core';

/** Where the platform is that is measured. */
export const baseUrl = process.env['DSP_URL'] ?? 'http://127.0.0.1:5050';

/** Opens the charts of a dashboard in a browser of their own, and waits until they show something. */
export async function openCharts(browser: Browser, dashboard: string): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  await page.goto(`${baseUrl}/#/charts?dashboard=${dashboard}`);
  await page.locator('.legend button').first().waitFor();
  return page;
}
