/**
 * Measures the platform: `npm run bench`. Needs the images at hand; stops and starts the platform and leaves it
 * running. `npm run bench -- quick` uses the platform as it runs, without starting it anew.
 */
import { client } from '../test/stack/support/platform.ts';
import type { Figure } from './measure.ts';
import { measureApiLatency } from './platform/api-latency.ts';
import { measureFreshness } from './platform/freshness.ts';
import { measureK6Rate } from './platform/k6-rate.ts';
import { measureRest } from './platform/rest.ts';
import { measureStarts } from './platform/start.ts';
import { machine, printTable, writeJson } from './report.ts';

const quick = process.argv.includes('quick');
const figures: Figure[] = [];

async function measure(title: string, run: () => Promise<Figure[]> | Figure[]): Promise<void> {
  console.error(`${title} …`);
  figures.push(...(await run()));
}

if (!quick) await measure('Starting and stopping', () => measureStarts(3));
await client('trafficStop', { body: {} });
await measure('Memory and CPU at rest', measureRest);
await measure('Latency of the API', () => measureApiLatency());
await measure('From a request to Prometheus', () => measureFreshness());
await measure('k6 through the platform and bare', () => measureK6Rate());

console.log(`\n${machine()}\n`);
printTable(figures);
console.log(`\nWritten to ${writeJson('platform', figures)}`);
