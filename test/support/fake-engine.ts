import { once } from 'node:events';
import type { LogLine } from '../../contract/nodes.ts';
import { ProblemError } from '../../contract/problems.ts';
import type { Engine, EngineEvent, EngineNode, JobPort, NodePort } from '../../server/engine/port.ts';
import { FakeJob, type Program } from './fake-job.ts';
import { FakeNode } from './fake-node.ts';
import { createGate, type Passage } from './gate.ts';

/** A connection to the fake engine: the port, and the way to lose it as a killed process does. */
export interface FakeConnection {
  engine: Engine;
  cut(): void;
}

/**
 * A container engine in memory, behind the same port as the real one: nodes, jobs, images and events, with
 * failures that a test switches on. It outlives the platforms that connect to it, as a real engine does.
 */
export class FakeEngine {
  readonly gate = createGate();
  readonly nodes = new Map<string, FakeNode>();
  readonly jobs = new Map<string, FakeJob>();
  readonly images = new Set<string>();
  /** What an image does when a job of it starts; one that is not here runs until it is stopped. */
  readonly programs = new Map<string, Program>();
  readonly #listeners = new Set<(event: EngineEvent) => void>();

  get calls(): string[] {
    return this.gate.calls;
  }

  addNode(name: string, details: Partial<EngineNode> = {}): FakeNode {
    const node = new FakeNode(name, details);
    this.nodes.set(name, node);
    node.happenings.on('change', () => this.#tell({ type: 'node-changed', name }));
    this.#tell({ type: 'node-changed', name });
    return node;
  }

  removeNode(name: string): void {
    this.nodes.delete(name);
    this.#tell({ type: 'node-changed', name });
  }

  node(name: string): FakeNode {
    const node = this.nodes.get(name);
    if (node === undefined) throw new ProblemError('node-not-found', `There is no node "${name}".`);
    return node;
  }

  /** The one job there is, or the one for which `which` holds. */
  job(which: (job: FakeJob) => boolean = () => true): FakeJob {
    const found = [...this.jobs.values()].filter(which);
    if (found.length !== 1) throw new Error(`There are ${found.length} such jobs, not one.`);
    return found[0] as FakeJob;
  }

  removeJob(id: string): void {
    const purpose = this.jobs.get(id)?.spec.purpose;
    this.forgetJob(id);
    this.#tell({ type: 'job-changed', id, purpose });
  }

  /** A job goes without a word, as when the event of it is lost. Who follows its log comes to the end of it. */
  forgetJob(id: string): void {
    const job = this.jobs.get(id);
    this.jobs.delete(id);
    job?.happenings.emit('news');
  }

  /** The engine goes away, as when its daemon is stopped. */
  lose(reason = 'The socket is closed.'): void {
    this.gate.unreachable = reason;
    this.#tell({ type: 'disconnected', reason });
  }

  comeBack(): void {
    this.gate.unreachable = undefined;
    this.#tell({ type: 'connected' });
  }

  /** Opens a connection of one life of the platform. */
  connect(): FakeConnection {
    const pass = this.gate.open();
    const watching = new AbortController();
    const engine: Engine = {
      describe: () => pass('describe', () => description),
      hasImage: (reference) => pass(`has-image ${reference}`, () => this.images.has(reference)),
      nodes: this.#nodePort(pass),
      jobs: this.#jobPort(pass),
      watch: (listener, signal) => this.#watch(listener, AbortSignal.any([signal, watching.signal])),
    };
    const cut = (): void => {
      pass.isCut = true;
      watching.abort();
    };
    return { engine, cut };
  }

  #nodePort(pass: Passage): NodePort {
    const act = (what: string, name: string, run: (node: FakeNode) => void): Promise<void> =>
      pass(`${what} ${name}`, () => run(this.node(name)));
    return {
      list: () => pass('list-nodes', () => [...this.nodes.values()].map(({ view }) => structuredClone(view))),
      inspect: (name) => pass(`inspect ${name}`, () => structuredClone(this.nodes.get(name)?.view)),
      pause: (name) => act('pause', name, (node) => node.pause()),
      resume: (name) => act('resume', name, (node) => node.resume()),
      stop: (name) => act('stop', name, (node) => node.stop()),
      start: (name) => act('start', name, (node) => node.start()),
      kill: (name, signal) => act(`kill ${signal}`, name, (node) => node.kill(signal)),
      restart: (name) => act('restart', name, (node) => node.restart()),
      limits: (name) => pass(`limits ${name}`, () => this.nodes.get(name)?.limits),
      limitCpu: (name, change) => act('limit-cpu', name, (node) => node.limitCpu(change)),
      isHalted: (name) => pass(`is-halted ${name}`, () => this.node(name).isHalted),
      logs: (name, options) => this.#logs(pass, name, options),
      usage: (name, signal) => this.#usage(pass, name, signal),
    };
  }

  #jobPort(pass: Passage): JobPort {
    return {
      start: (spec) =>
        pass(`start-job ${spec.id}`, () => {
          if (!this.images.has(spec.image)) {
            throw new ProblemError('image-missing', `The image ${spec.image} is not at hand.`);
          }
          if (this.jobs.has(spec.id))
            throw new ProblemError('engine-failed', `Job ${spec.id} is there already.`);
          return this.#startJob(new FakeJob(structuredClone(spec)));
        }),
      list: () => pass('list-jobs', () => [...this.jobs.values()].map((job) => job.view())),
      inspect: (id) => pass(`inspect-job ${id}`, () => this.jobs.get(id)?.view()),
      stop: (id) => pass(`stop-job ${id}`, () => this.jobs.get(id)?.terminate()),
      remove: (id) =>
        pass(`remove-job ${id}`, () => {
          this.jobs.get(id)?.destroy();
          this.removeJob(id);
        }),
      logs: (id, tail) => pass(`log-of-job ${id}`, () => this.jobs.get(id)?.lines.slice(-tail) ?? []),
      follow: (id, signal) => this.#follow(pass, id, signal),
      converse: (id) =>
        pass(`converse ${id}`, () => {
          const job = this.jobs.get(id);
          if (job === undefined) throw new ProblemError('engine-failed', `Job ${id} is not there.`);
          return job.converse();
        }),
    };
  }

  #startJob(job: FakeJob) {
    const { id, image, purpose } = job.spec;
    this.jobs.set(id, job);
    job.happenings.on('end', () => this.#tell({ type: 'job-changed', id, purpose }));
    this.programs.get(image)?.(job);
    this.#tell({ type: 'job-changed', id, purpose });
    return job.view();
  }

  async *#logs(pass: Passage, name: string, options: { tail: number; follow: boolean; signal: AbortSignal }) {
    const { tail, follow, signal } = options;
    const node = await pass(`logs ${name}`, () => this.node(name));
    let next = Math.max(0, node.lines.length - tail);
    for (;;) {
      while (next < node.lines.length) yield node.lines[next++] as LogLine;
      if (!follow || node.state === 'stopped' || signal.aborted) return;
      await once(node.happenings, 'news', { signal }).catch(() => undefined);
    }
  }

  async *#follow(pass: Passage, id: string, signal: AbortSignal) {
    const job = await pass(`follow ${id}`, () => this.jobs.get(id));
    for (let next = 0; job !== undefined && !signal.aborted;) {
      while (next < job.lines.length) yield job.lines[next++] as LogLine;
      if (job.state !== 'running' || !this.jobs.has(id)) return;
      await once(job.happenings, 'news', { signal }).catch(() => undefined);
    }
  }

  async *#usage(pass: Passage, name: string, signal: AbortSignal) {
    await pass(`usage ${name}`, () => this.node(name));
    const network = [{ interface: 'eth0', receivedBytes: 10, sentBytes: 20 }];
    yield { cpuSeconds: 1.5, memoryBytes: 1e6, memoryLimitBytes: 1e8, network, processes: 3 };
    if (!signal.aborted) await once(signal, 'abort');
  }

  #watch(listener: (event: EngineEvent) => void, signal: AbortSignal): void {
    const hear = (event: EngineEvent): void => {
      if (!signal.aborted) listener(event);
    };
    this.#listeners.add(hear);
    signal.addEventListener('abort', () => this.#listeners.delete(hear));
    const reason = this.gate.unreachable;
    setImmediate(() => hear(reason === undefined ? { type: 'connected' } : { type: 'disconnected', reason }));
  }

  /** Events come late, as over a socket, and not at all from an engine that is away. */
  #tell(event: EngineEvent): void {
    setImmediate(() => {
      if (this.gate.unreachable !== undefined && event.type !== 'disconnected') return;
      for (const hear of this.#listeners) hear(event);
    });
  }
}

const description = {
  version: '28.0.0',
  apiVersion: '1.48',
  operatingSystem: 'Fake Linux',
  kernel: '6.6.0',
  cgroupVersion: '2',
  cpus: 4,
  memoryBytes: 8e9,
};
