import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { TestContext } from 'node:test';
import { createClient, type Client } from '../../contract/client.ts';
import { createApp } from '../../server/app.ts';
import { createDeliveries } from '../../server/delivery/deliveries.ts';
import { createEventHub, type EventHub } from '../../server/events/hub.ts';
import { createDrivers } from '../../server/faults/drivers/all-drivers.ts';
import { createFaultStore } from '../../server/faults/fault-store.ts';
import { createSupervisor } from '../../server/faults/supervisor.ts';
import { createCapabilities } from '../../server/health/capabilities.ts';
import { createKernelProbe } from '../../server/health/kernel-probe.ts';
import { openJournal } from '../../server/journal/journal.ts';
import { prometheusClient } from '../../server/metrics/prometheus.ts';
import { followEngine } from '../../server/nodes/follow-engine.ts';
import { createNodeRegistry } from '../../server/nodes/registry.ts';
import { createObservation } from '../../server/observation.ts';
import { createUsageFollower } from '../../server/telemetry/node-usage.ts';
import { createRuns } from '../../server/traffic/runs.ts';
import { assertConforms } from './conformity.ts';
import { FakeEngine } from './fake-engine.ts';
import { fakeK6 } from './fake-k6.ts';
import { fakePumba } from './fake-pumba.ts';
import { fakeShaper } from './fake-shaper.ts';
import { ask, type Answer, type Ask } from './http.ts';
import { readEvents, type EventReader } from './sse.ts';
import { until } from './until.ts';

export const images = {
  k6: 'lab/k6:1',
  pumba: 'lab/pumba:1',
  pumbaTools: 'lab/pumba-tools:1',
  shaper: 'lab/shaper:1',
  stressor: 'lab/stressor:1',
};

export interface PlatformOptions {
  engine?: FakeEngine;
  /** Port to listen on; any that is free if absent. */
  port?: number;
  /** Directory of the journal; a fresh one if absent. */
  directory?: string;
  token?: string;
  allowedHosts?: string[];
  /** Address of the telemetry servers; one where nothing answers if absent. */
  partsUrl?: string;
  /** Where the built page is; its sources, which no browser understands, if absent. */
  pageAssets?: string;
  /** How many changes are taken; as in production if absent. */
  changes?: { perSecond: number; burst: number };
  /** What k6 answers about a run that goes on. */
  readLive?: (address: string) => Promise<unknown>;
}

export interface LogEntry {
  level: string;
  message: string;
  fields: Record<string, unknown>;
}

/** The Platform API with everything but the engine real, on a port of its own. */
export interface Platform {
  url: string;
  /** The typed client, with the token if there is one. */
  call: Client;
  /** Sends a request as written and asserts that the answer conforms to the contract. */
  ask(options: Ask): Promise<Answer>;
  events(options?: Partial<Ask>): Promise<EventReader>;
  engine: FakeEngine;
  directory: string;
  /** Where all events go, with the number of those who listen. */
  hub: EventHub & { listeners(): number };
  log: LogEntry[];
  /** Dies as by SIGKILL: nothing is finished, nothing is said. The engine and the journal stay. */
  crash(): Promise<void>;
  close(): Promise<void>;
}

/** Starts a platform for one test; it is closed and its files are removed when the test is over. */
export async function startPlatform(t: TestContext, options: PlatformOptions = {}): Promise<Platform> {
  const directory = options.directory ?? (await mkdtemp(join(tmpdir(), 'dsp-test-')));
  const platform = await buildPlatform({ ...options, directory });
  t.after(async () => {
    await platform.close();
    await rm(directory, { recursive: true, force: true });
  });
  return platform;
}

/** An engine with the two nodes of the demonstration and all images. */
export function labEngine(): FakeEngine {
  const engine = new FakeEngine();
  engine.addNode('service-a', { language: 'typescript', labels: { tier: 'frontend' } });
  engine.addNode('service-b', { labels: { tier: 'backend' } });
  Object.values(images).forEach((image) => engine.images.add(image));
  engine.programs.set(images.pumba, fakePumba(engine));
  engine.programs.set(images.k6, fakeK6);
  engine.programs.set(images.shaper, fakeShaper);
  return engine;
}

/** The REST API of a k6 that is always ready at once. */
const readyK6 = {
  isReady: () => Promise.resolve(true),
  isPaused: () => Promise.resolve(false),
  resume: () => Promise.resolve(),
};

function countListeners(hub: EventHub): EventHub & { listeners(): number } {
  let number = 0;
  return {
    ...hub,
    listeners: () => number,
    subscribe(listener, lastEventId) {
      const unsubscribe = hub.subscribe(listener, lastEventId);
      number += 1;
      let isLeaving = false;
      return () => {
        if (!isLeaving) number -= 1;
        isLeaving = true;
        unsubscribe();
      };
    },
  };
}

export async function buildPlatform(options: PlatformOptions & { directory: string }): Promise<Platform> {
  const { directory, token, allowedHosts = [], partsUrl = 'http://127.0.0.1:1' } = options;
  const fake = options.engine ?? labEngine();
  const { engine, cut } = fake.connect();
  const entries: LogEntry[] = [];
  const log = (level: string, message: string, fields: Record<string, unknown> = {}): void => {
    entries.push({ level, message, fields });
  };
  const now = (): Date => new Date();

  const journal = await openJournal(directory, { log });
  const hub = countListeners(createEventHub(now));
  const faults = createFaultStore(journal, hub, ({ targets }) => registry.faultsChanged(targets));
  const registry = createNodeRegistry({ engine, hub, log, faultsOn: (node) => faults.idsOn(node) });
  const { drivers } = createDrivers(engine, {
    ...{ images, labNetwork: 'dsp', now },
    hasNetem: () => Promise.resolve(false),
  });
  const supervisor = createSupervisor({ engine, drivers, store: faults, registry, now, log });
  const traffic = { image: images.k6, script: '// k6', prometheusUrl: partsUrl };
  const readLive = options.readLive ?? (() => Promise.reject(new Error('There is no k6 here.')));
  const deliveries = createDeliveries({
    journal,
    hub,
    faults: faults.list,
    nodes: registry.list,
    readCollector: () => Promise.resolve(undefined),
    now,
    log,
  });
  const k6 = { ...readyK6, metrics: readLive };
  const runs = createRuns({ engine, journal, hub, now, log, ...traffic, k6, observer: deliveries });
  const usage = createUsageFollower(engine, registry);
  const stopFollowing = followEngine({ engine, registry, supervisor, runs, usage, log });
  const telemetry = ['prometheus', 'tempo', 'loki', 'grafana', 'collector'];
  const parts = Object.fromEntries(telemetry.map((name) => [name, partsUrl])) as Record<
    'prometheus' | 'tempo' | 'loki' | 'grafana' | 'collector',
    string
  >;
  const queryMetrics = prometheusClient(partsUrl);
  const observation = createObservation({
    config: { parts },
    query: queryMetrics,
    hub,
    nodes: registry.list,
    faults: faults.list,
    runs: runs.list,
    now,
  });
  const app = createApp({
    ...(options.changes && { changes: options.changes }),
    config: { token, allowedHosts, labNetwork: 'dsp', parts },
    log,
    engine,
    hub,
    registry,
    drivers,
    faults,
    supervisor,
    runs,
    deliveries,
    capabilities: createCapabilities(engine, drivers, images, createKernelProbe(engine, images.shaper)),
    queryMetrics,
    observation,
    swaggerAssets: dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json')),
    pageAssets: options.pageAssets ?? join(import.meta.dirname, '..', '..', 'webview'),
  });
  const handle = app.callback();
  const server = createServer((request, response) => void handle(request, response)).listen(
    options.port ?? 0,
    '127.0.0.1',
  );
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  async function stop(): Promise<void> {
    stopFollowing();
    supervisor.close();
    runs.close();
    deliveries.close();
    usage.close();
    observation.close();
    server.closeAllConnections();
    if (server.listening) await new Promise((resolve) => server.close(resolve));
  }

  const authorization: Record<string, string> =
    token === undefined ? {} : { authorization: `Bearer ${token}` };
  if (fake.gate.unreachable === undefined) {
    const connected = until('the engine is connected', () => registry.lostBecause() === undefined);
    await connected.catch(async (error: unknown) => {
      await stop();
      throw error;
    });
  }
  let crashed = false;
  return {
    url,
    call: createClient({ baseUrl: url, token }),
    async ask(request) {
      const answer = await ask(url, request);
      assertConforms(request, answer);
      return answer;
    },
    events: (request) => readEvents(url, { path: '/api/events', headers: authorization, ...request }),
    engine: fake,
    directory,
    hub,
    log: entries,
    async crash() {
      crashed = true;
      cut();
      await stop();
    },
    async close() {
      if (crashed) return;
      await stop();
      await journal.close();
    },
  };
}
