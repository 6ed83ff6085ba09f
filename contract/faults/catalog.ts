import { kill } from './kinds/kill.ts';
import { pause } from './kinds/pause.ts';
import { restart } from './kinds/restart.ts';
import { stop } from './kinds/stop.ts';

/** Every kind of fault. A new kind is one file in `kinds/` and one line here. */
export const faultCatalog = { pause, stop, kill, restart } as const;

/** Name of a kind of fault. */
export type FaultKind = keyof typeof faultCatalog;

/** The names of all kinds, in the order in which people see them. */
export const faultKinds = Object.keys(faultCatalog) as FaultKind[];
