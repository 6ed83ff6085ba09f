import type { Platform } from '../../support/platform.ts';

const ticksPerSecond = 10;
/** Three, so that whoever looks every so many ticks does not see the same one each time. */
const states = ['running', 'paused', 'stopped'] as const;

/** Lets every node change its state so often a second, and tells at the end how many changes were published. */
export function startStorm(
  platform: Platform,
  { changesPerSecond, seconds }: { changesPerSecond: number; seconds: number },
  onEnd: (published: number) => void,
): void {
  let published = 0;
  let tick = 0;
  void platform.call('nodeList', {}).then(({ nodes }) => {
    const timer = setInterval(() => {
      tick += 1;
      const state = states[tick % states.length] ?? 'running';
      for (let round = 0; round < changesPerSecond / ticksPerSecond; round++) {
        for (const node of nodes) platform.hub.publish({ type: 'node', node: { ...node, state } });
        published += nodes.length;
      }
      if (tick < seconds * ticksPerSecond) return;
      clearInterval(timer);
      onEnd(published);
    }, 1_000 / ticksPerSecond);
  });
}
