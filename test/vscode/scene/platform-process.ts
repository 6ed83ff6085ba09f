/**
 * The real Platform API on an engine in memory, as a process of its own, so that it can be killed like one. Told by
 * messages what to do; says `{ ready }` when it listens.
 */
import { buildPlatform, labEngine } from '../../support/platform.ts';
import { startStorm } from './storm.ts';

/** What the process is started with. */
export interface PlatformOrder {
  port: number;
  /** Where its journal is. */
  directory: string;
  token?: string;
  /** How many nodes there are besides the two of the demonstration. */
  moreNodes?: number;
}

/** What it can be told later. */
export type PlatformMessage = { storm: { changesPerSecond: number; seconds: number } };

const order = JSON.parse(process.argv[2] ?? '{}') as PlatformOrder;
const engine = labEngine();
for (let i = 1; i <= (order.moreNodes ?? 0); i++) engine.addNode(`node-${String(i).padStart(3, '0')}`);

const { port, directory, token } = order;
const platform = await buildPlatform({ engine, directory, port, ...(token === undefined ? {} : { token }) });
process.on('message', ({ storm }: PlatformMessage) => {
  startStorm(platform, storm, (published) => process.send?.({ published }));
});
// Whoever started this has gone.
process.on('disconnect', () => process.exit());
process.send?.({ ready: platform.url });
