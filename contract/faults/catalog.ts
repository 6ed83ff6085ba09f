import { bandwidth } from './kinds/bandwidth.ts';
import { corrupt } from './kinds/corrupt.ts';
import { cpu } from './kinds/cpu.ts';
import { cpuStress } from './kinds/cpu-stress.ts';
import { duplicate } from './kinds/duplicate.ts';
import { kill } from './kinds/kill.ts';
import { latency } from './kinds/latency.ts';
import { loss } from './kinds/loss.ts';
import { memory } from './kinds/memory.ts';
import { partition } from './kinds/partition.ts';
import { pause } from './kinds/pause.ts';
import { reorder } from './kinds/reorder.ts';
import { restart } from './kinds/restart.ts';
import { stop } from './kinds/stop.ts';

/** Every kind of fault, in the order in which people see them. A new kind is one file in `kinds/` and one line here. */
export const faultCatalog = {
  latency,
  loss,
  duplicate,
  corrupt,
  reorder,
  bandwidth,
  partition,
  pause,
  stop,
  kill,
  restart,
  cpu,
  'cpu-stress': cpuStress,
  memory,
} as const;

/** Name of a kind of fault. */
export type FaultKind = keyof typeof faultCatalog;

/** The names of all kinds. */
export const faultKinds = Object.keys(faultCatalog) as FaultKind[];
