import type { Delivery } from '../../contract/delivery.ts';
import type { Fault } from '../../contract/faults/fault.ts';
import { parseMessageId } from '../../contract/message.ts';
import type { Node } from '../../contract/nodes.ts';
import { ProblemError } from '../../contract/problems.ts';
import type { TrafficRun } from '../../contract/traffic/run.ts';
import type { EventHub } from '../events/hub.ts';
import type { Log } from '../http/log.ts';
import type { Journal } from '../journal/journal.ts';
import type { RunObserver } from '../traffic/run-observer.ts';
import { createAccount, type Account } from './account.ts';
import { createBlindSpots } from './blind-spots.ts';
import { closeInterrupted } from './close-interrupted.ts';
import { createCollectorWatch, type CollectorHealth } from './collector-watch.ts';
import { faultsNow } from './faults-now.ts';
import { createKnownSinks } from './known-sinks.ts';
import { nodesNow, whyDown } from './nodes-now.ts';
import type { MessageSpan } from './otlp/decode-spans.ts';

/** Milliseconds between two looks at the accounts: how often an event of one run is sent at most. */
const lookMs = 1_000;
/** Accounts that are open at once; each holds up to 17 MB. */
const mostOpen = 6;
/** Accounts that can be asked for, about 3 kB each. */
const mostKept = 500;
/** How long a final account is still told as current, so that its last figures reach every chart. */
const stillCurrentMs = 30_000;

/** The accounts of all runs: what became of their messages. */
export interface Deliveries extends RunObserver {
  takeSpan(span: MessageSpan): void;
  /** @throws ProblemError `run-not-found`. */
  get(id: string): Delivery;
  /** Accounts that are open, or were closed only now. */
  current(): Delivery[];
  close(): void;
}

/**
 * Takes up the accounts that are in the journal, and looks at the open ones once a second until it is
 * closed.
 */
export function createDeliveries(parts: {
  journal: Pick<Journal, 'deliveries' | 'record'>;
  hub: EventHub;
  faults: () => Fault[];
  nodes: () => Node[];
  readCollector: () => Promise<CollectorHealth | undefined>;
  now: () => Date;
  log: Log;
}): Deliveries {
  const { journal, hub, now, log } = parts;
  const bornMs = now().getTime();
  const accounts = new Map<string, Account>();
  const latest = new Map(journal.deliveries().map((delivery) => [delivery.id, closeInterrupted(delivery)]));
  const closedAt = new Map<string, number>();
  const spots = createBlindSpots(now);
  // What an earlier life of the platform was told is forgotten: for a run of that time, all before now is dark.
  spots.add({ node: null, fromMs: 0, toMs: bornMs, reason: 'the platform was restarted' });
  const knownSinks = createKnownSinks(latest.values());
  const watchCollector = createCollectorWatch();
  const unsubscribe = hub.subscribe(({ event }) => {
    if (event.type === 'node') spots.nodeChanged(event.node);
  });
  const timer = setInterval(() => void lookAtAll(), lookMs);
  timer.unref();

  async function lookAtAll(): Promise<void> {
    if (accounts.size > 0) {
      const health = await parts.readCollector().catch(() => undefined);
      const spot = watchCollector(health, now().getTime());
      if (spot !== undefined) spots.add(spot);
    }
    for (const [id, account] of accounts) look(id, account);
  }

  function look(id: string, account: Account): Delivery {
    const nowMs = now().getTime();
    const nodes = nodesNow(parts.nodes);
    const delivery = account.look({
      nowMs,
      ...faultsNow(parts.faults(), account.createdMs),
      knownSinks: knownSinks.of(account.targetUrl, nodes),
      spots: spots.since(account.createdMs),
      whyDown: (name) => whyDown(name, nodes),
    });
    const isNew = JSON.stringify(latest.get(id)) !== JSON.stringify(delivery);
    latest.set(id, delivery);
    if (isNew) hub.publish({ type: 'delivery', delivery });
    if (delivery.phase === 'final') close(id, delivery);
    return delivery;
  }

  function close(id: string, delivery: Delivery): void {
    accounts.delete(id);
    closedAt.set(id, now().getTime());
    const [oldest] = latest.keys();
    if (latest.size > mostKept && oldest !== undefined) latest.delete(oldest);
    knownSinks.learn(delivery);
    void keep(delivery);
  }

  /** Resolves when the account is on the disk, or when it is clear that it cannot be. */
  async function keep(delivery: Delivery): Promise<void> {
    await journal.record({ type: 'delivery', value: delivery }).catch((error: unknown) => {
      log('error', 'an account could not be kept', { run: delivery.id, error });
    });
  }

  function open(run: TrafficRun): Account {
    const before = accounts.get(run.id);
    if (before !== undefined) return before;
    const account = createAccount(run);
    accounts.set(run.id, account);
    makeRoom();
    look(run.id, account);
    return account;
  }

  /** Closes the oldest account when there are too many: memory is bounded, and a verdict may be `unknown`. */
  function makeRoom(): void {
    const [oldest] = accounts;
    if (accounts.size <= mostOpen || oldest === undefined) return;
    const [id, account] = oldest;
    account.abandon('newer runs needed the memory of this account');
    look(id, account);
  }

  return {
    started: (run) => void open(run),
    told: (run, outcome, endedMs) => accounts.get(run)?.takeOutcome(outcome, endedMs - outcome.millis),

    async ended(run, isToldAll) {
      if (run.startedAt === null) return;
      const account = open(run);
      account.ended(run, isToldAll);
      // The jobs and their logs go now: after a crash there would be nothing to count from.
      await keep(look(run.id, account));
    },

    takeSpan(span) {
      accounts.get(parseMessageId(span.message).run)?.takeSpan(span);
    },

    get(id) {
      const account = accounts.get(id);
      const delivery = account === undefined ? latest.get(id) : look(id, account);
      if (delivery === undefined) throw new ProblemError('run-not-found', `There is no account of "${id}".`);
      return delivery;
    },

    current() {
      const fromMs = now().getTime() - stillCurrentMs;
      for (const [id, atMs] of closedAt) if (atMs < fromMs) closedAt.delete(id);
      return [...accounts.keys(), ...closedAt.keys()].flatMap((id) => latest.get(id) ?? []);
    },

    close() {
      clearInterval(timer);
      unsubscribe();
    },
  };
}
