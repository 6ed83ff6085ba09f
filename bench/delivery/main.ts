import { cpus } from 'node:os';
import type { TrafficRun } from '../../contract/traffic/run.ts';
import { createAccount } from '../../server/delivery/account.ts';
import { mostPages } from '../../server/delivery/ledger/pages.ts';
import { messagesPerPage } from '../../server/delivery/ledger/page.ts';
import { decodeSpans } from '../../server/delivery/otlp/decode-spans.ts';
import { readTold } from '../../server/traffic/told/told.ts';
import { heldBytes, measure } from './measure.ts';
import { busyPercent } from './steady-load.ts';
import { bodyOf, spansPerMessage } from './workload.ts';

/**
 * What the accounts of deliveries cost: spans on one core, the share of a core at 5000 spans a second, bytes for
 * each message. Prints a table for people and then one line of JSON.
 *
 *     node --expose-gc --import tsx bench/delivery/main.ts
 */
const bodies = 60;
const messagesPerBody = 500;
const spans = bodies * messagesPerBody * spansPerMessage;

const nowMs = Date.now();
const run = { id: 'r-bench', createdAt: new Date(nowMs).toISOString(), targetUrl: '' } as TrafficRun;
const encoded = Array.from({ length: bodies }, (_, index) =>
  bodyOf(run.id, index * messagesPerBody, messagesPerBody, nowMs + index * 100),
);

function take(into = createAccount(run)) {
  for (const body of encoded) decodeSpans(body, into.takeSpan);
  return into;
}

take();
const counting = await measure(() => void take());
const lines = Array.from({ length: spans }, (_, index) => `{"level":"info","msg":"dsp:m ${index} a 12.5"}`);
const parsing = await measure(() => lines.forEach(readTold));

const window = mostPages * messagesPerPage;
const account = createAccount(run);
const before = heldBytes();
for (let sequence = 0; sequence < window; sequence++) {
  account.takeOutcome({ sequence, outcome: 'acknowledged' }, nowMs);
  const at = {
    startMs: nowMs,
    endMs: nowMs + 1,
    spanId: sequence,
    traceId: '',
    message: `r-bench-${sequence}`,
  };
  account.takeSpan({ ...at, node: 'service-a', service: 'service-a', effect: undefined });
  account.takeSpan({ ...at, node: 'service-b', service: 'service-b', effect: 'applied' });
}
const bytes = heldBytes() - before;
const world = {
  nowMs: nowMs + 60_000,
  activeFaults: [],
  healedMs: 0,
  knownSinks: new Set<string>(),
  spots: [],
  whyDown: () => undefined,
};
const looking = await measure(() => void account.look(world));

const figures = {
  processor: cpus()[0]?.model ?? 'unknown',
  node: process.version,
  spansPerCoreSecond: Math.round(spans / counting.cpuSeconds),
  bytesPerSpanReceived: Math.round(encoded.reduce((sum, { length }) => sum + length, 0) / spans),
  outcomesPerCoreSecond: Math.round(spans / parsing.cpuSeconds),
  busyPercentAt5000Spans: Math.round((await busyPercent(5_000, 10)) * 10) / 10,
  messagesRemembered: window,
  bytesPerMessage: Math.round(bytes / window),
  megabytesOfFullAccount: Math.round((bytes / 2 ** 20) * 10) / 10,
  summaryOfFullAccountMs: Math.round(looking.wallSeconds * 10_000) / 10,
};

for (const [name, value] of Object.entries(figures)) console.log(`${name.padEnd(26)} ${value}`);
console.log(JSON.stringify(figures));
