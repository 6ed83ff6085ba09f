import type { Delivery } from '../../contract/delivery.ts';
import { parseMessageId } from '../../contract/message.ts';
import type { TrafficRun } from '../../contract/traffic/run.ts';
import type { ToldOutcome } from '../traffic/told/told.ts';
import type { Spot } from './blind-spots.ts';
import { drainOf, type Drain, type DrainState } from './drain.ts';
import { createLedger, type Effect } from './ledger/ledger.ts';
import type { MessageSpan } from './otlp/decode-spans.ts';
import { summarize } from './summarize.ts';

/** What an account needs to know of the world to be drawn up. */
export type World = Pick<DrainState, 'nowMs' | 'activeFaults' | 'healedMs'> & {
  knownSinks: ReadonlySet<string>;
  spots: readonly Spot[];
  /** Why a node does not run, in words; `undefined` when it does. */
  whyDown: (node: string) => string | undefined;
};

/** The account of one run, from its start until nothing can change any more. */
export interface Account {
  readonly createdMs: number;
  readonly targetUrl: string;
  /** `attemptMs`: when the attempt began, Unix milliseconds. */
  takeOutcome(told: Pick<ToldOutcome, 'sequence' | 'outcome'>, attemptMs: number): void;
  takeSpan(span: MessageSpan): void;
  /** The generator is done. `isToldAll`: everything that it said has been read. */
  ended(run: TrafficRun, isToldAll: boolean): void;
  /** Closes the account before its time, for a reason in words. */
  abandon(gap: string): void;
  /** Draws up the account as it stands. */
  look(world: World): Delivery;
}

/** Opens the account of a run. */
export function createAccount(run: TrafficRun): Account {
  const createdMs = Date.parse(run.createdAt);
  const ledger = createLedger(run.id, createdMs);
  const gaps: string[] = [];
  const about = { id: run.id, createdAt: run.createdAt, targetUrl: run.targetUrl };
  let endedMs: number | undefined;
  let hasToldAll = false;
  let isAbandoned = false;
  let seen = { revision: 0, atMs: createdMs };

  function lastNewsMs(nowMs: number): number {
    if (ledger.revision() !== seen.revision) seen = { revision: ledger.revision(), atMs: nowMs };
    return seen.atMs;
  }

  return {
    createdMs,
    targetUrl: run.targetUrl,

    takeOutcome: ({ sequence, outcome }, attemptMs) => ledger.outcome(sequence, outcome, attemptMs),

    takeSpan({ message, effect, ...span }) {
      const { sequence } = parseMessageId(message);
      if (sequence === undefined) ledger.impossible(message, span.traceId);
      else ledger.arrive({ ...span, sequence, effect: asEffect(effect) });
    },

    ended(over, isToldAll) {
      endedMs = Date.parse(over.endedAt ?? over.createdAt);
      const { acknowledged, failed, indeterminate } = ledger.messages;
      const untold = over.requests - acknowledged - failed - indeterminate;
      const hasFinished = over.state === 'finished';
      if (!isToldAll) gaps.push("the generator's words could not all be read");
      else if (hasFinished && untold > 0) gaps.push(`the generator told nothing of ${untold} requests`);
      hasToldAll = isToldAll && hasFinished && untold <= 0;
    },

    abandon(gap) {
      gaps.push(gap);
      isAbandoned = true;
    },

    look({ nowMs, activeFaults, healedMs, knownSinks, spots, whyDown }) {
      const drain = isAbandoned
        ? abandoned
        : drainOf({
            nowMs,
            endedMs,
            activeFaults,
            healedMs,
            downNodes: ledger.nodes().flatMap(({ node }) => whyDown(node) ?? []),
            lastNewsMs: lastNewsMs(nowMs),
            outstanding: ledger.messages.acknowledged - ledger.messages.acknowledgedWithEffect,
          });
      return summarize(ledger, { run: about, drain, nowMs, knownSinks, spots, gaps, isToldAll: hasToldAll });
    },
  };
}

const abandoned: Drain = { phase: 'final', waitsFor: null, isDrained: false };

function asEffect(text: string | undefined): Effect | undefined {
  return text === 'applied' || text === 'deduplicated' ? text : undefined;
}
