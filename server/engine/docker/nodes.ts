import { Readable } from 'node:stream';
import type Docker from 'dockerode';
import type { Container } from 'dockerode';
import { ProblemError } from '../../../contract/problems.ts';
import type { NodePort } from '../port.ts';
import { call, stream } from './connection.ts';
import { labels } from '../labels.ts';
import { readLogFrames, untilAborted } from './log-frames.ts';
import { nodeLimits, nodeView } from './node-view.ts';
import { readUsage } from './usage.ts';

/** Status of "it already is in that state". */
const alreadySo = { accept: [304] };

/** Nodes of a Docker Engine: the containers that carry the label `dsp.node`. */
export function dockerNodes(docker: Docker): NodePort {
  async function inspectAll(filter: string) {
    const filters = { label: [filter] };
    const found = await call('list the nodes', () => docker.listContainers({ all: true, filters }));
    const views = found.map(({ Id, Created }) =>
      call(`inspect ${Id}`, () => docker.getContainer(Id).inspect(), { accept: [404] }).then(
        (container) =>
          container && { node: nodeView(container), limits: nodeLimits(container), created: Created },
      ),
    );
    return (await Promise.all(views)).filter((view) => view !== undefined).sort(preferred);
  }

  async function container(name: string): Promise<Container> {
    const [first] = await inspectAll(`${labels.node}=${name}`);
    if (first === undefined) throw new ProblemError('node-not-found', `There is no node "${name}".`);
    return docker.getContainer(first.node.instance);
  }

  return {
    async list() {
      const byName = new Map((await inspectAll(labels.node)).reverse().map(({ node }) => [node.name, node]));
      return [...byName.values()].sort((a, b) => a.name.localeCompare(b.name));
    },

    async inspect(name) {
      return (await inspectAll(`${labels.node}=${name}`))[0]?.node;
    },

    async pause(name) {
      const node = await container(name);
      await call(`pause ${name}`, () => node.pause(), { accept: [304, 409] });
    },

    async resume(name) {
      const node = await container(name);
      // 409 and 500: "is not paused", by the age of the engine. Who asked looks at the state afterwards.
      await call(`resume ${name}`, () => node.unpause(), { accept: [304, 409, 500] });
    },

    async stop(name, graceSeconds) {
      const node = await container(name);
      const deadlineMs = (graceSeconds + 20) * 1000;
      await call(`stop ${name}`, () => node.stop({ t: graceSeconds }), { ...alreadySo, deadlineMs });
    },

    async start(name) {
      const node = await container(name);
      await call(`start ${name}`, () => node.start(), alreadySo);
    },

    async kill(name, signal) {
      const node = await container(name);
      await call(`send ${signal} to ${name}`, () => node.kill({ signal }), { accept: [409] });
    },

    async restart(name, graceSeconds) {
      const node = await container(name);
      const deadlineMs = (graceSeconds + 20) * 1000;
      await call(`restart ${name}`, () => node.restart({ t: graceSeconds }), { deadlineMs });
    },

    async limits(name) {
      const [first] = await inspectAll(`${labels.node}=${name}`);
      return first?.limits;
    },

    async limitCpu(name, { nanoCpus, cpuPeriod, cpuQuota }) {
      const node = await container(name);
      // The engine takes 0, and what is absent, for "leave it as it is".
      const change = { NanoCpus: nanoCpus, CpuPeriod: cpuPeriod, CpuQuota: cpuQuota };
      await call(`limit ${name}`, () => node.update(change));
    },

    async isHalted(name) {
      const node = await container(name);
      const processes = await call(`list processes of ${name}`, () => node.top({ ps_args: '-o pid,stat' }));
      // `T` in the column STAT: stopped by a job-control signal.
      return (processes.Processes as string[][])[0]?.[1]?.startsWith('T') ?? false;
    },

    async *logs(name, { tail, follow, signal }) {
      const node = await container(name);
      const options = { stdout: true, stderr: true, timestamps: true, tail, abortSignal: signal };
      const what = `read the log of ${name}`;
      const source = await call(what, async () =>
        follow ? node.logs({ ...options, follow: true }) : node.logs({ ...options, follow: false }),
      );
      yield* untilAborted(stream(what, readLogFrames(asStream(source))), signal);
    },

    async *usage(name, signal) {
      const node = await container(name);
      const source = await call(`measure ${name}`, () =>
        node.stats({ stream: true, abortSignal: signal } as { stream: true }),
      );
      yield* untilAborted(readUsage(asStream(source)), signal);
    },
  };
}

/** A name can be held by an old, stopped container beside the one that runs: the one that lives comes first. */
function preferred(
  a: { node: { state: string }; created: number },
  b: { node: { state: string }; created: number },
): number {
  const stopped = Number(a.node.state === 'stopped') - Number(b.node.state === 'stopped');
  return stopped !== 0 ? stopped : b.created - a.created;
}

/** Without `follow` the engine's answer is one buffer. */
function asStream(source: unknown): Readable {
  return source instanceof Readable ? source : Readable.from(Buffer.isBuffer(source) ? [source] : []);
}
