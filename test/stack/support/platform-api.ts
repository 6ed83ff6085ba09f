import { containerOf, docker } from './docker.ts';
import { apiIsUp } from './platform.ts';

/** Kills the Platform API as a crash would: no time to clean up. */
export async function killApi(): Promise<void> {
  await docker(['kill', '--signal', 'KILL', await api()]);
}

/** Starts the Platform API again, or does nothing when it runs, and waits until it answers. */
export async function startApi(): Promise<void> {
  await docker(['start', await api()]);
  await apiIsUp();
}

async function api(): Promise<string> {
  const id = await containerOf('api', 'any');
  if (id === undefined) throw new Error('There is no container of the API.');
  return id;
}
