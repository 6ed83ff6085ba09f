import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createApp } from './app.ts';
import { readConfig } from './config.ts';
import { readCollectorHealth } from './delivery/collector-watch.ts';
import { createDeliveries } from './delivery/deliveries.ts';
import { listenForSpans } from './delivery/otlp/listener.ts';
import { dockerEngine } from './engine/docker/engine.ts';
import { createEventHub } from './events/hub.ts';
import { createDrivers } from './faults/drivers/all-drivers.ts';
import { createFaultStore } from './faults/fault-store.ts';
import { createSupervisor } from './faults/supervisor.ts';
import { createCapabilities } from './health/capabilities.ts';
import { createKernelProbe } from './health/kernel-probe.ts';
import { jsonLog as log } from './http/log.ts';
import { openJournal } from './journal/journal.ts';
import { prometheusClient } from './metrics/prometheus.ts';
import { followEngine } from './nodes/follow-engine.ts';
import { createNodeRegistry } from './nodes/registry.ts';
import { createObservation } from './observation.ts';
import { observeActivity } from './telemetry/activity.ts';
import { observePlannedLoad } from './telemetry/planned-load.ts';
import { observeDeliveries } from './telemetry/delivery.ts';
import { createUsageFollower, observeUsage } from './telemetry/node-usage.ts';
import { observeShaperCounters, readShaperCounters } from './telemetry/shaper-counters.ts';
import { startTelemetry } from './telemetry/telemetry.ts';
import { traceRequests } from './telemetry/trace-requests.ts';
import { createRuns } from './traffic/runs.ts';

/** Files that stand beside the bundle: the script of k6, Swagger UI and the page. */
const assets = process.env['DSP_ASSETS'] ?? dirname(fileURLToPath(import.meta.url));

const config = readConfig(process.env);
const now = (): Date => new Date();
const telemetry = startTelemetry(process.env);

const engine = dockerEngine(config);
const journal = await openJournal(config.dataDirectory, { log });
const hub = createEventHub(now);
const faults = createFaultStore(journal, hub, ({ targets }) => registry.faultsChanged(targets));
const registry = createNodeRegistry({ engine, hub, log, faultsOn: (node) => faults.idsOn(node) });
const kernel = createKernelProbe(engine, config.images.shaper);
const { drivers, shaper } = createDrivers(engine, {
  ...{ images: config.images, labNetwork: config.labNetwork, now },
  hasNetem: () => kernel.has('netem'),
});
const supervisor = createSupervisor({ engine, drivers, store: faults, registry, now, log });
const deliveries = createDeliveries({
  journal,
  hub,
  faults: faults.list,
  nodes: registry.list,
  readCollector: () => readCollectorHealth(config.delivery.collectorMetricsUrl),
  now,
  log,
});
const spans = listenForSpans({ port: config.delivery.spansPort, onSpan: deliveries.takeSpan, log });
const runs = createRuns({
  engine,
  journal,
  hub,
  now,
  log,
  image: config.images.k6,
  script: await readFile(join(assets, 'k6.js'), 'utf8'),
  userScripts: config.k6Scripts,
  prometheusUrl: config.parts.prometheus,
  observer: deliveries,
});
const queryMetrics = prometheusClient(config.parts.prometheus);
const observation = createObservation({
  config,
  query: queryMetrics,
  hub,
  nodes: registry.list,
  faults: faults.list,
  runs: runs.list,
  now,
});
const usage = createUsageFollower(engine, registry);
observeUsage(telemetry.meter, usage, registry);
observeActivity(telemetry.meter, faults.list, runs.list);
observePlannedLoad(telemetry.meter, runs.list);
const shaperCounters = readShaperCounters(shaper.stats);
observeShaperCounters(telemetry.meter, shaperCounters);
observeDeliveries(telemetry.meter, deliveries.current);

const stopFollowing = followEngine({ engine, registry, supervisor, runs, usage, log });

const app = createApp({
  config,
  log,
  engine,
  hub,
  registry,
  drivers,
  faults,
  supervisor,
  runs,
  deliveries,
  capabilities: createCapabilities(engine, drivers, config.images, kernel),
  queryMetrics,
  observation,
  swaggerAssets: join(assets, 'swagger'),
  pageAssets: join(assets, 'page'),
  traceRequests: traceRequests(telemetry.meter),
});
const handleRequest = app.callback();
const server = createServer((request, response) => void handleRequest(request, response)).listen(
  config.port,
  () => {
    log('info', 'Platform API ready', { port: config.port, token: config.token !== undefined });
  },
);

/** Faults and runs go on without the API; the next life of it finds them again. */
async function shutDown(): Promise<void> {
  stopFollowing();
  supervisor.close();
  runs.close();
  deliveries.close();
  spans.close();
  spans.closeAllConnections();
  usage.close();
  shaperCounters.close();
  observation.close();
  server.close();
  server.closeAllConnections();
  await journal.close();
  await telemetry.shutdown().catch(() => undefined);
}

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => void shutDown().finally(() => process.exit(0)));
}
