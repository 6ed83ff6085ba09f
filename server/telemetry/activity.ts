import type { Meter } from '@opentelemetry/api';
import type { Fault } from '../../contract/faults/fault.ts';
import type { TrafficRun } from '../../contract/traffic/run.ts';

/**
 * Exports which faults and runs are active, as series of ones. Charts draw them as bands, and PromQL can tell
 * "during the fault" from "outside" by them.
 */
export function observeActivity(meter: Meter, faults: () => Fault[], runs: () => TrafficRun[]): void {
  meter
    .createObservableGauge('dsp.fault.active', { description: '1 while a fault is active on a node' })
    .addCallback((result) => {
      for (const { id, kind, targets, state, driver } of faults()) {
        if (state !== 'active' && state !== 'ending') continue;
        for (const node of targets) result.observe(1, { fault: id, kind, node, driver });
      }
    });
  meter
    .createObservableGauge('dsp.run.active', { description: '1 while a traffic run is running' })
    .addCallback((result) => {
      for (const { id, scenario, state } of runs()) {
        if (state === 'running') result.observe(1, { run: id, scenario: scenario.type });
      }
    });
}
