/**
 * The background work of a start: makes the named images available, builds the services that stand on them, and starts
 * the part that each belongs to. `cli/background/start.ts` starts this; `npm run stop` ends it by SIGTERM.
 */
import { join } from 'node:path';
import { catalog } from '../../stack/images/catalog.ts';
import { createCompose } from '../host/compose.ts';
import { createDocker } from '../host/docker.ts';
import { stateFiles } from '../../system/files/folders.ts';
import { readText } from '../../system/files/read-text.ts';
import { markOf } from '../../system/process/process-lock.ts';
import { rootFolder } from '../../system/files/root-folder.ts';
import { parts } from '../platform/parts.ts';
import { baseImages } from '../start/base-images.ts';
import { bringUp } from '../start/bring-up.ts';
import { buildService } from '../start/build-own-images.ts';
import { readComposeConfig } from '../start/compose-services.ts';
import { ensureOnThisMachine } from '../start/ensure-on-this-machine.ts';
import { httpProbe } from '../start/http-probe.ts';
import { completeLastStart } from '../start/last-start.ts';
import { partProbes } from '../start/part-probes.ts';
import { finishInBackground } from './finish.ts';
import { servicesArgument } from './start.ts';
import { writeBackground, type BackgroundState } from './state.ts';

const abort = new AbortController();
for (const name of ['SIGTERM', 'SIGINT'] as const) process.on(name, () => abort.abort());

const names = process.argv.slice(2);
const startedAt = new Date().toISOString();
const { logs, backgroundLog } = stateFiles(rootFolder);
const { signal } = abort;
const probes = partProbes(httpProbe, process.env);
const compose = createCompose(createDocker(), rootFolder);

const say = (line: string) => console.log(`${new Date().toISOString()} ${line}`);
const write = (state: Pick<BackgroundState, 'state' | 'parts' | 'endedAt'>) =>
  writeBackground(rootFolder, { process: markOf(process.pid), startedAt, logFile: backgroundLog, ...state });

const border = names.indexOf(servicesArgument);
const results = await finishInBackground({
  images: catalog.filter(({ name }) => names.slice(0, border).includes(name)),
  services: await readServices(names.slice(border + 1)),
  ensure: ensureOnThisMachine({ root: rootFolder, inBackground: true }),
  isService: (name) => parts.some(({ service }) => service === name),
  build: (service) =>
    buildService(service, { compose, signal, logFolder: logs, onLine: (line) => say(line.trim()) }),
  join: (service) => bringUp({ compose, services: [service], signal, logFolder: logs, onLine: say }),
  probe: (service) => probes.get(service)?.(signal) ?? Promise.resolve(undefined),
  ...{ signal, say, write },
});
if (!signal.aborted) completeLastStart(rootFolder, new Date(), results);

async function readServices(wanted: readonly string[]) {
  if (wanted.length === 0) return [];
  const config = await compose(['config', '--format', 'json'], { signal });
  return readComposeConfig(config.stdout, join)
    .filter(({ name }) => wanted.includes(name))
    .map(({ name, image, dockerfile = '' }) => ({
      name,
      image,
      bases: baseImages(readText(dockerfile) ?? ''),
    }));
}
