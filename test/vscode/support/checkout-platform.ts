import { spawn } from 'node:child_process';
import { root } from '../../runner/command.ts';
import { docker } from '../../stack/support/docker.ts';

/** Names of the platform's volumes that are on this machine. */
export async function platformVolumes(): Promise<string[]> {
  const names = await docker(['volume', 'ls', '--quiet', '--filter', 'name=^dsp-']);
  return names.split('\n').filter(Boolean).sort();
}

/** Names of the platform's containers, running or not. */
export async function platformContainers(): Promise<string[]> {
  // Whatever runs from an image that Compose has built has the project's label; only Compose's own have a hash, too.
  const labels = ['com.docker.compose.project=dsp', 'com.docker.compose.config-hash'];
  const filters = labels.flatMap((label) => ['--filter', `label=${label}`]);
  const names = await docker(['ps', '--all', ...filters, '--format', '{{.Names}}']);
  return names.split('\n').filter(Boolean).sort();
}

/**
 * Stops the platform that runs from this checkout, if one does, so that another copy can take its place. The data
 * stays. Call the result to start it again.
 */
export async function pauseCheckoutPlatform(): Promise<() => Promise<void>> {
  if ((await platformContainers()).length === 0) return () => Promise.resolve();
  await dsp('stop');
  return () => dsp('start', '--yes');
}

function dsp(...args: string[]): Promise<void> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'cli/main.ts', ...args], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  return new Promise((resolve, reject) => {
    child.once('close', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`dsp ${args.join(' ')} ended with ${code}`));
    });
  });
}
