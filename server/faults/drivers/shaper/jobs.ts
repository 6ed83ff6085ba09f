import type { Conversation, Engine, EngineJob, EngineNode, JobSpec } from '../../../engine/port.ts';
import { runTool } from '../../../engine/run-tool.ts';
import { CleanReport } from './protocol.ts';

/** Everything that concerns the container in which a node's shaper runs. */
export interface ShaperJobs {
  /** The shaper of a node, if it runs in the network that the node has now. */
  find(node: EngineNode): Promise<Conversation | undefined>;
  /** The shaper of a node; started when there is none. */
  provide(node: EngineNode): Promise<Conversation>;
  /** Ends a node's shaper and removes its job. `clean`: the shaper says that it left nothing behind. */
  end(node: string): Promise<{ clean: boolean }>;
  /** Removes what a killed shaper may have left in a node's network, and tells what was found. */
  sweep(node: EngineNode): Promise<{ clean: boolean; removed: string[] }>;
  /** Those that can be spoken to now, by node. */
  open(): Map<string, Conversation>;
}

export function shaperJobs(engine: Engine, image: string): ShaperJobs {
  const conversations = new Map<string, { job: string; shaper: Conversation }>();

  async function connect(node: string, job: EngineJob): Promise<Conversation> {
    const known = conversations.get(node);
    if (known?.shaper.open && known.job === job.startedAt) return known.shaper;
    known?.shaper.close();
    const shaper = await engine.jobs.converse(job.id);
    conversations.set(node, { job: job.startedAt ?? '', shaper });
    return shaper;
  }

  async function find(node: EngineNode): Promise<Conversation | undefined> {
    const job = await engine.jobs.inspect(jobIdOf(node.name));
    const current = job?.state === 'running' && isInNetworkOf(node, job);
    return current ? connect(node.name, job) : undefined;
  }

  async function end(node: string): Promise<{ clean: boolean }> {
    const id = jobIdOf(node);
    conversations.get(node)?.shaper.close();
    conversations.delete(node);
    await engine.jobs.stop(id);
    const job = await engine.jobs.inspect(id);
    await engine.jobs.remove(id);
    return { clean: job?.exitCode === 0 };
  }

  return {
    find,
    end,

    async provide(node) {
      const running = await find(node);
      if (running !== undefined) return running;
      await end(node.name);
      const job = await engine.jobs.start(
        shaperJob(jobIdOf(node.name), node.name, image, ['run', '--attach']),
      );
      return connect(node.name, job);
    },

    async sweep(node) {
      const id = `${jobIdOf(node.name)}-sweep`;
      await engine.jobs.remove(id);
      const output = await runTool(engine, shaperJob(id, node.name, image, ['clean']));
      return CleanReport.parse(JSON.parse(output));
    },

    open: () => new Map([...conversations].map(([node, { shaper }]) => [node, shaper])),
  };
}

function jobIdOf(node: string): string {
  return `shaper-${node}`;
}

/** A node that has started since then has a new network; the shaper is still in the old one. */
function isInNetworkOf(node: EngineNode, job: EngineJob): boolean {
  return node.startedAt !== null && job.startedAt !== null && node.startedAt <= job.startedAt;
}

function shaperJob(id: string, node: string, image: string, command: string[]): JobSpec {
  return {
    id,
    kind: 'fault',
    image,
    command,
    env: {},
    files: {},
    place: { in: 'node-network', node },
    rights: ['network-admin'],
    limits: { memoryMegabytes: 256, cpus: 2 },
    interactive: true,
    stopGraceSeconds: 10,
    purpose: { driver: 'shaper', node },
  };
}
