import { join } from 'node:path';
import { stateFiles } from '../../system/files/folders.ts';
import { readMachine } from '../host/machine.ts';
import { pluginsFromDistribution } from '../host/plugins-from-distribution.ts';
import type { RunCommand } from '../../system/process/run-command.ts';
import type { Step } from '../print/steps.ts';

/** Makes Compose and Buildx available to the docker command: from the distribution, or else by building them. */
export async function providePlugins(options: {
  readonly root: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly run: RunCommand;
  readonly signal: AbortSignal;
  readonly step: Step;
}): Promise<void> {
  const { root, signal, step } = options;
  const { folder, logs } = stateFiles(root);
  const item = step.item('plugins');
  try {
    const isDone = await pluginsFromDistribution({
      ...options,
      distribution: readMachine().distribution,
      onProgress: (text) => item.update('fetching', text),
      logFile: join(logs, 'plugins.log'),
      workFolder: join(folder, 'build', 'distribution-plugins'),
    });
    if (isDone) return step.note('from the packages of the distribution');
    // Rarely needed, and it brings much with it.
    const { ensurePlugins } = await import('../host/build-plugins.ts');
    await ensurePlugins({ signal, onProgress: (text) => item.update('building', text) });
    step.note('built');
  } finally {
    item.end();
  }
}
