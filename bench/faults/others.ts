import { docker } from '../../test/stack/support/docker.ts';

interface Container {
  Name: string;
  State: { Status: string; StartedAt: string };
  RestartCount: number;
  HostConfig: unknown;
  Config: { Labels: Record<string, string> };
}

/**
 * How every container is that is no job of the platform, no node of a test and not the API, by name: its state, since
 * when, and its limits.
 */
export async function readOthers(): Promise<Record<string, unknown>> {
  const ids = (await docker(['ps', '--all', '--quiet'])).split('\n').filter(Boolean);
  const all = JSON.parse(await docker(['inspect', ...ids])) as Container[];
  const others = all.filter(({ Config: { Labels: labels } }) => {
    const isJob = 'dsp.job' in labels || 'dsp.test' in labels;
    return !isJob && labels['com.docker.compose.service'] !== 'api';
  });
  return Object.fromEntries(
    others.map(({ Name, State: { Status, StartedAt }, RestartCount, HostConfig }) => [
      Name,
      { Status, StartedAt, RestartCount, HostConfig },
    ]),
  );
}
