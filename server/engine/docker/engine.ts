import type { Engine } from '../port.ts';
import { call, openDocker } from './connection.ts';
import type { JobEnvironment } from './job-container.ts';
import { dockerJobs } from './jobs.ts';
import { dockerNodes } from './nodes.ts';
import { watchDocker } from './watch.ts';

/** The engine port on a Docker Engine (API 1.41 or newer) at a local socket. */
export function dockerEngine(options: JobEnvironment & { socketPath: string }): Engine {
  const docker = openDocker(options.socketPath);
  return {
    nodes: dockerNodes(docker),
    jobs: dockerJobs(docker, options),

    async describe() {
      const [info, version] = await Promise.all([
        call('describe the engine', () => docker.info() as Promise<Record<string, unknown>>),
        call('ask the version', () => docker.version()),
      ]);
      return {
        version: version.Version,
        apiVersion: version.ApiVersion,
        operatingSystem: String(info['OperatingSystem'] ?? 'unknown'),
        kernel: version.KernelVersion,
        cgroupVersion: String(info['CgroupVersion'] ?? '1'),
        cpus: Number(info['NCPU'] ?? 0),
        memoryBytes: Number(info['MemTotal'] ?? 0),
      };
    },

    async hasImage(reference) {
      const image = await call(`look for ${reference}`, () => docker.getImage(reference).inspect(), {
        accept: [404],
      });
      return image !== undefined;
    },

    watch(listener, signal) {
      void watchDocker(docker, listener, signal);
    },
  };
}
