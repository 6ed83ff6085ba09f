import type { PlatformState } from '../contributions/context-keys.ts';
import type { EngineState } from '../platform/engine-state.ts';

/** What stands between the person and the platform, with what is known about why. */
export interface ConnectionState {
  name: PlatformState;
  /** The cause in words, if there is more to say than the name does. */
  detail?: string;
  /** Milliseconds since 1970; since when it is so. */
  since: number;
}

/**
 * What it means that the API could not be reached.
 *
 * @param code Of the `CallError`.
 * @param engine What was found out about the engine; asked only when nothing answers at all.
 */
export function stateOfFailure(code: string, engine: EngineState['kind'] | undefined): PlatformState {
  if (code === 'not-authorized') return 'refused';
  if (code !== 'not-running') return 'unreachable';
  switch (engine) {
    case 'not-installed':
      return 'no-engine';
    case 'not-running':
    case 'unreachable':
      return 'engine-stopped';
    case 'no-permission':
      return 'no-permission';
    default:
      return 'stopped';
  }
}
