import type { Step } from '../print/steps.ts';

/** Makes Compose and Buildx available to the docker command. */
export async function providePlugins(signal: AbortSignal, step: Step): Promise<void> {
  const item = step.item('plugins');
  // Rarely needed, and it brings much with it.
  const { ensurePlugins } = await import('../host/build-plugins.ts');
  await ensurePlugins({ signal, onProgress: (text) => item.update('building', text) }).finally(() =>
    item.end(),
  );
}
