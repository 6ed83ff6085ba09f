import type { Meter } from '@opentelemetry/api';
import type { TrafficRun } from '../../contract/traffic/run.ts';

/**
 * Exports the rate that each run that goes on is planned to have now, requests a second, beside what k6 writes of
 * the rate that it achieves.
 */
export function observePlannedLoad(meter: Meter, runs: () => TrafficRun[]): void {
  meter
    .createObservableGauge('dsp.run.planned.rate', {
      description: 'Planned requests a second of a traffic run',
    })
    .addCallback((result) => {
      for (const { id, scenario, live } of runs()) {
        if (live === null) continue;
        // It is told by the platform, and is about the load.
        result.observe(live.plannedRps, { run: id, scenario: scenario.type, source: 'load' });
      }
    });
}
