import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);
const project = 'dsp';

/** Output of a docker command; a failure is an error with docker's own words. */
export async function docker(args: string[], input?: string, timeoutMs = 60_000): Promise<string> {
  const running = run('docker', args, { timeout: timeoutMs, maxBuffer: 16 * 1024 * 1024 });
  if (input !== undefined) running.child.stdin?.end(input);
  return (await running).stdout.trim();
}

/** Id of the container of a service of the platform, if there is one. */
export async function containerOf(service: string, state: 'running' | 'any' = 'running') {
  const labels = [`com.docker.compose.project=${project}`, `com.docker.compose.service=${service}`];
  const filters = labels.flatMap((label) => ['--filter', `label=${label}`]);
  const ids = await docker(['ps', '-q', ...(state === 'any' ? ['--all'] : []), ...filters]);
  return ids.split('\n')[0] || undefined;
}

/** Runs a script with node inside ServiceA: the view that a node has of its networks. */
export async function inServiceA(script: string): Promise<string> {
  const container = await containerOf('service-a');
  if (!container) throw new Error('ServiceA does not run. Start the platform: npm start');
  return docker(['exec', container, 'node', '--input-type=module', '-e', script]);
}

/** Whether the image of a service is on this machine. */
export async function hasImage(service: string): Promise<boolean> {
  const config = JSON.parse(await docker(['compose', 'config', '--format', 'json'])) as {
    services: Record<string, { image?: string }>;
  };
  const image = config.services[service]?.image;
  if (!image) return false;
  return docker(['image', 'inspect', '--format', 'present', image]).then(
    () => true,
    () => false,
  );
}
