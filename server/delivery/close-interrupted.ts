import type { Delivery } from '../../contract/delivery.ts';

const reason = 'The platform was restarted before the account was final.';

/**
 * Closes an account that an earlier life of the platform could not bring to its end. What was counted stands; what
 * would have come is not known, so only a violation that was seen is certain.
 */
export function closeInterrupted(delivery: Delivery): Delivery {
  if (delivery.phase === 'final') return delivery;
  const isBroken = delivery.duplicateEffects > 0;
  const { atMostOnce } = delivery.verdict.reasons;
  return {
    ...delivery,
    phase: 'final',
    waitsFor: null,
    verdict: {
      atMostOnce: isBroken ? 'false' : 'unknown',
      atLeastOnce: 'unknown',
      exactlyOnce: isBroken ? 'false' : 'unknown',
      reason: isBroken ? `${atMostOnce} ${reason}` : reason,
      reasons: {
        atMostOnce: isBroken ? atMostOnce : reason,
        atLeastOnce: reason,
        exactlyOnce: isBroken ? atMostOnce : reason,
      },
    },
  };
}
