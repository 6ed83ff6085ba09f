/** Writes the dashboards of Grafana, which are made from the panels here: `npm run dashboards`. */
import { writeFile } from 'node:fs/promises';
import { dashboardFiles } from './grafana/dashboard-files.ts';

for (const { path, text } of await dashboardFiles()) await writeFile(path, text);
