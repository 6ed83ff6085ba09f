import type { Meter } from '@opentelemetry/api';
import { z } from 'zod';

/** Milliseconds between looks: charts are live. */
const pollMs = 1_000;

const outcomes = [
  'delayed',
  'dropped',
  'duplicated',
  'corrupted',
  'reordered',
  'rejected',
  'overflowed',
] as const;
const Counters = z.object({
  packets: z.number(),
  ...Object.fromEntries(outcomes.map((name) => [name, z.number()])),
});
const Lane = z.object({ held: z.number(), heldBytes: z.number(), overflowed: z.number() });

/** What a shaper counts (`stack/shaper`, `stats`), as far as it is exported. By direction: ingress, egress. */
const Stats = z.object({
  faults: z.record(z.string(), z.record(z.string(), Counters)),
  directions: z.record(z.string(), Lane),
  kernelDropped: z.record(z.string(), z.number()),
});
export type ShaperCounters = z.infer<typeof Stats>;

/** The counters of every running shaper, by node, asked for once a second. */
export interface ShaperCounterReader {
  latest(): ReadonlyMap<string, ShaperCounters>;
  close(): void;
}

/** @param read Asks the shapers; an answer that cannot be understood is left out. */
export function readShaperCounters(read: () => Promise<ReadonlyMap<string, unknown>>): ShaperCounterReader {
  let latest = new Map<string, ShaperCounters>();
  let isReading = false;

  async function poll(): Promise<void> {
    if (isReading) return;
    isReading = true;
    try {
      const parsed = [...(await read())].map(([node, stats]) => [node, Stats.safeParse(stats)] as const);
      latest = new Map(parsed.flatMap(([node, { data }]) => (data === undefined ? [] : [[node, data]])));
    } catch {
      latest = new Map();
    } finally {
      isReading = false;
    }
  }

  const timer = setInterval(() => void poll(), pollMs);
  timer.unref();
  return { latest: () => latest, close: () => clearInterval(timer) };
}

/** Exports them as metrics of the infrastructure. */
export function observeShaperCounters(meter: Meter, { latest }: Pick<ShaperCounterReader, 'latest'>): void {
  meter
    .createObservableCounter('dsp.shaper.packets', {
      description: 'Packets that a fault was for, by what became of them; they add up to all of them',
    })
    .addCallback((result) => {
      for (const [node, { faults }] of latest()) {
        for (const [fault, directions] of Object.entries(faults)) {
          for (const [direction, counters] of Object.entries(directions)) {
            for (const [outcome, count] of byOutcome(counters)) {
              result.observe(count, { fault, node, direction, outcome });
            }
          }
        }
      }
    });
  meter
    .createObservableGauge('dsp.shaper.queue.packets', { description: 'Packets that are held back now' })
    .addCallback((result) => {
      for (const [node, direction, { held }] of lanes(latest())) result.observe(held, { node, direction });
    });
  meter
    .createObservableGauge('dsp.shaper.queue.size', {
      unit: 'By',
      description: 'Bytes that are held back now',
    })
    .addCallback((result) => {
      for (const [node, direction, { heldBytes }] of lanes(latest())) {
        result.observe(heldBytes, { node, direction });
      }
    });
  meter
    .createObservableCounter('dsp.shaper.queue.overflows', {
      description: "Packets lost because a queue was full: the shaper's, or the kernel's towards it",
    })
    .addCallback((result) => {
      for (const [node, direction, { overflowed }] of lanes(latest())) {
        result.observe(overflowed, { node, direction, queue: 'shaper' });
      }
      for (const [node, { kernelDropped }] of latest()) {
        for (const [direction, dropped] of Object.entries(kernelDropped)) {
          result.observe(dropped, { node, direction, queue: 'kernel' });
        }
      }
    });
}

/** Counts that add up to the packets of the fault. */
export function byOutcome(counters: Record<string, number>): [outcome: string, count: number][] {
  const counted = outcomes.map((name): [string, number] => [name, counters[name] ?? 0]);
  const touched = counted.reduce((sum, [, count]) => sum + count, 0);
  return [['passed', Math.max(0, (counters['packets'] ?? 0) - touched)], ...counted];
}

function lanes(all: ReadonlyMap<string, ShaperCounters>): [string, string, z.infer<typeof Lane>][] {
  return [...all].flatMap(([node, { directions }]) =>
    Object.entries(directions).map(([direction, lane]): [string, string, z.infer<typeof Lane>] => [
      node,
      direction,
      lane,
    ]),
  );
}
