import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { dashboards } from '../all.ts';
import { grafanaDashboard } from './grafana-dashboard.ts';

const folder = join(import.meta.dirname, '../../grafana/dashboards');

/** The files that Grafana loads, with what they have to hold. */
export async function dashboardFiles(): Promise<{ path: string; text: string }[]> {
  return Promise.all(
    dashboards.map(async (dashboard) => {
      const path = join(folder, `${dashboard.id}.json`);
      const options = { ...(await resolveConfig(path)), filepath: path };
      return { path, text: await format(JSON.stringify(grafanaDashboard(dashboard)), options) };
    }),
  );
}
