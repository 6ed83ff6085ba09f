import type { Duplex, Readable } from 'node:stream';
import type Docker from 'dockerode';
import type { Container } from 'dockerode';
import { ProblemError } from '../../../contract/problems.ts';
import type { EngineJob, JobPort, JobSpec } from '../port.ts';
import { packFiles } from './archive.ts';
import { call, statusOf, stream } from './connection.ts';
import { jobContainer, type JobEnvironment } from './job-container.ts';
import { conversation } from './conversation.ts';
import { labels } from '../labels.ts';
import { jobView } from './job-view.ts';
import { readLogFrames, untilAborted } from './log-frames.ts';

const gone = { accept: [404] };
/** Milliseconds in which the log of a job, which is over or about to be, has to be read. */
const logDeadlineMs = 20_000;

/** Jobs of a Docker Engine: containers that carry the labels `dsp.job` and `dsp.id`. */
export function dockerJobs(docker: Docker, environment: JobEnvironment): JobPort {
  const cgroupVersion = remember(async () => {
    const info = (await call('describe the engine', () => docker.info())) as { CgroupVersion?: string };
    return info.CgroupVersion ?? '1';
  });

  async function find(id: string): Promise<Container | undefined> {
    const filters = { label: [labels.job, `${labels.id}=${id}`] };
    const found = await call(`find job ${id}`, () => docker.listContainers({ all: true, filters }));
    return found[0] && docker.getContainer(found[0].Id);
  }

  async function view(container: Container): Promise<EngineJob | undefined> {
    const info = await call(`inspect ${container.id}`, () => container.inspect(), gone);
    return info && jobView(info, environment.controlNetwork);
  }

  async function remove(container: Container): Promise<void> {
    try {
      // 409: the engine is removing it already.
      await call(`remove job ${container.id}`, () => container.remove({ force: true }), {
        accept: [404, 409],
      });
    } catch (error) {
      // An engine that cannot clear the files away, as it says when they are mounted elsewhere, has ended the job
      // all the same: it will not run again, and a fault that waits for it would never be over.
      const info = await call(`inspect ${container.id}`, () => container.inspect(), gone);
      if (info !== undefined && !info.State.Dead) throw error;
    }
  }

  return {
    async start(spec) {
      const container = await create(docker, environment, spec, cgroupVersion);
      try {
        await prepareAndStart(docker, environment, spec, container);
      } catch (error) {
        await remove(container).catch(() => undefined);
        throw error;
      }
      const job = await view(container);
      if (job === undefined) throw new ProblemError('engine-failed', `Job ${spec.id} vanished at its start.`);
      return job;
    },

    async list() {
      const filters = { label: [labels.job, labels.id] };
      const found = await call('list jobs', () => docker.listContainers({ all: true, filters }));
      const views = await Promise.all(found.map(({ Id }) => view(docker.getContainer(Id))));
      return views.filter((job) => job !== undefined);
    },

    async inspect(id) {
      const container = await find(id);
      return container && view(container);
    },

    async stop(id) {
      const container = await find(id);
      if (container === undefined) return;
      // Without a time of its own the engine waits for the grace that the job was made with.
      const deadlineMs = 90_000;
      await call(`stop job ${id}`, () => container.stop(), { accept: [304, 404], deadlineMs });
    },

    async remove(id) {
      const container = await find(id);
      if (container !== undefined) await remove(container);
    },

    async logs(id, tail) {
      const container = await find(id);
      if (container === undefined) return [];
      const options = { stdout: true, stderr: true, timestamps: true, tail, follow: true } as const;
      // `follow` on a job that is over ends by itself and, unlike a plain read, comes as a stream.
      const signal = AbortSignal.timeout(logDeadlineMs);
      const what = `read the log of job ${id}`;
      const source = await call(what, () => container.logs({ ...options, abortSignal: signal }));
      const lines = [];
      for await (const line of stream(what, readLogFrames(source as Readable))) lines.push(line);
      return lines;
    },

    async *follow(id, signal) {
      const container = await find(id);
      if (container === undefined) return;
      const options = { stdout: true, stderr: true, timestamps: true, follow: true } as const;
      const what = `follow the log of job ${id}`;
      const source = await call(what, () => container.logs({ ...options, abortSignal: signal }));
      yield* untilAborted(stream(what, readLogFrames(source as Readable)), signal);
    },

    async converse(id) {
      const container = await find(id);
      if (container === undefined) throw new ProblemError('engine-failed', `Job ${id} is not there.`);
      const options = { stream: true, stdin: true, stdout: true, stderr: false, hijack: true };
      const streams = await call(`speak to job ${id}`, () => container.attach(options));
      return conversation(streams as Duplex);
    },
  };
}

async function create(
  docker: Docker,
  environment: JobEnvironment,
  spec: JobSpec,
  cgroupVersion: () => Promise<string>,
): Promise<Container> {
  const surroundings = {
    ...('node' in spec.place ? { nodeContainer: await nodeOf(docker, spec.place.node) } : {}),
    ...(spec.rights.length > 0 ? { cgroupVersion: await cgroupVersion() } : {}),
  };
  try {
    return await call(`make job ${spec.id}`, () =>
      docker.createContainer(jobContainer(spec, environment, surroundings)),
    );
  } catch (error) {
    const cause = (error as ProblemError).cause;
    if (statusOf(cause) !== 404) throw error;
    throw new ProblemError('image-missing', `The image ${spec.image} is not at hand.`, { cause });
  }
}

/** Asks once; a question that failed is asked again. */
function remember<Answer>(ask: () => Promise<Answer>): () => Promise<Answer> {
  let answer: Promise<Answer> | undefined;
  return () => {
    answer ??= ask().catch((error: unknown) => {
      answer = undefined;
      throw error;
    });
    return answer;
  };
}

async function nodeOf(docker: Docker, name: string): Promise<string> {
  const filters = { label: [`${labels.node}=${name}`], status: ['running', 'paused'] };
  const found = await call(`find ${name}`, () => docker.listContainers({ filters }));
  if (found[0] === undefined) {
    throw new ProblemError('node-not-running', `The node "${name}" is not running.`);
  }
  return found[0].Id;
}

async function prepareAndStart(
  docker: Docker,
  environment: JobEnvironment,
  spec: JobSpec,
  container: Container,
): Promise<void> {
  if (Object.keys(spec.files).length > 0) {
    const archive = await packFiles(spec.files);
    await call(`fill job ${spec.id}`, () => container.putArchive(archive, { path: '/' }));
  }
  if (spec.place.in === 'lab-network') {
    const network = docker.getNetwork(environment.controlNetwork);
    await call(`connect job ${spec.id}`, () => network.connect({ Container: container.id }));
  }
  await call(`start job ${spec.id}`, () => container.start());
}
