import { metrics } from '@opentelemetry/api';
import type { Outbox } from './outbox.ts';

/** Why a message that was offered to the outbox did not reach ServiceB. */
export type DropReason = 'full' | 'undelivered' | 'shutdown';

/** Makes the outbox visible. Returns the function that counts drops. */
export function observeOutbox(
  outbox: Outbox<never>,
  limit: number,
): (reason: DropReason, count?: number) => void {
  const meter = metrics.getMeter('service-a/outbox');
  meter
    .createObservableGauge('demo.outbox.length', {
      unit: '{message}',
      description: 'Messages acknowledged that wait for their delivery.',
    })
    .addCallback((result) => result.observe(outbox.length));
  meter
    .createObservableGauge('demo.outbox.limit', {
      unit: '{message}',
      description: 'Messages that may wait at most.',
    })
    .addCallback((result) => result.observe(limit));
  const dropped = meter.createCounter('demo.outbox.dropped', {
    unit: '{message}',
    description: 'Messages that were turned away, or acknowledged and then lost, by reason.',
  });
  return (reason, count = 1) => dropped.add(count, { reason });
}
