import type { Handler } from '../http.ts';

/**
 * Answers probes, for liveness as for readiness. ServiceB is left out on purpose:
 * a service that is unhealthy whenever its neighbour is would spread every fault through the whole system.
 */
export function reportHealth(isDraining: () => boolean): Handler {
  return () =>
    isDraining()
      ? { status: 503, body: { status: 'shutting-down' } }
      : { status: 200, body: { status: 'ok' } };
}
