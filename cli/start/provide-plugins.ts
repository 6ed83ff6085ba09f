import { ensurePlugins } from '../host/build-plugins.ts';
import type { Step } from '../print/steps.ts';

/** Makes Compose and Buildx available to the docker command. */
export async function providePlugins(signal: AbortSignal, step: Step): Promise<void> {
  const item = step.item('plugins');
  await ensurePlugins({ signal, onProgress: (text) => item.update('building', text) }).finally(() =>
    item.end(),
  );
}
