/**
 * The background work of a start: makes the named images available and starts the part that each belongs to.
 * `cli/background/start.ts` starts this; `npm run stop` ends it by SIGTERM.
 */
import { catalog } from '../../stack/images/catalog.ts';
import { createCompose } from '../host/compose.ts';
import { createDocker } from '../host/docker.ts';
import { rootFolder, stateFiles } from '../host/folders.ts';
import { markOf } from '../host/process-lock.ts';
import { parts } from '../platform/parts.ts';
import { bringUp } from '../start/bring-up.ts';
import { ensureOnThisMachine } from '../start/ensure-on-this-machine.ts';
import { httpProbe } from '../start/http-probe.ts';
import { completeLastStart } from '../start/last-start.ts';
import { partProbes } from '../start/part-probes.ts';
import { finishInBackground } from './finish.ts';
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

const results = await finishInBackground({
  images: catalog.filter(({ name }) => names.includes(name)),
  ensure: ensureOnThisMachine({ root: rootFolder, inBackground: true }),
  isService: (name) => parts.some(({ service }) => service === name),
  join: (service) => bringUp({ compose, services: [service], signal, logFolder: logs, onLine: say }),
  probe: (service) => probes.get(service)?.(signal) ?? Promise.resolve(undefined),
  ...{ signal, say, write },
});
if (!signal.aborted) completeLastStart(rootFolder, new Date(), results);
