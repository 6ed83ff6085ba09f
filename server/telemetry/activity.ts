import type { Meter } from '@opentelemetry/api';
import type { Fault } from '../../contract/faults/fault.ts';
import type { TrafficRun } from '../../contract/traffic/run.ts';

/** How long the end of something is told as a zero, milliseconds, before its series ends. */
const tellEndMs = 10_000;

/**
 * Exports which faults and runs are active: 1, and 0 for a while after the end, as the last value of a series that
 * just ends would be shown as the present for some minutes. Charts draw them as bands, and PromQL can tell "during
 * the fault" from "outside" by them.
 */
export function observeActivity(
  meter: Meter,
  faults: () => Fault[],
  runs: () => TrafficRun[],
  nowMs: () => number = Date.now,
): void {
  const activity = (isActive: boolean, endedAt: string | null): 0 | 1 | undefined => {
    if (isActive) return 1;
    return endedAt !== null && Date.parse(endedAt) > nowMs() - tellEndMs ? 0 : undefined;
  };
  meter
    .createObservableGauge('dsp.fault.active', { description: '1 while a fault is active on a node' })
    .addCallback((result) => {
      for (const { id, kind, targets, state, driver, endedAt } of faults()) {
        const value = activity(state === 'active' || state === 'ending', endedAt);
        if (value === undefined) continue;
        for (const node of targets) result.observe(value, { fault: id, kind, node, driver });
      }
    });
  meter
    .createObservableGauge('dsp.run.active', { description: '1 while a traffic run is running' })
    .addCallback((result) => {
      for (const { id, scenario, state, endedAt } of runs()) {
        const value = activity(state === 'running', endedAt);
        if (value !== undefined) result.observe(value, { run: id, scenario: scenario.type });
      }
    });
}
