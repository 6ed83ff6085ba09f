import { randomBytes } from 'node:crypto';
import { EventEmitter } from 'node:events';
import { ProblemError } from '../../contract/problems.ts';
import type { LogLine } from '../../contract/nodes.ts';
import type { CpuLimit, EngineNode, NodeLimits } from '../../server/engine/port.ts';

/** Signals that end a process that does not handle them. */
const deadly = new Map([
  ['SIGHUP', 129],
  ['SIGINT', 130],
  ['SIGQUIT', 131],
  ['SIGABRT', 134],
  ['SIGKILL', 137],
  ['SIGTERM', 143],
]);

/** A container that behaves like one of a real engine, without running anything. */
export class FakeNode {
  view: EngineNode;
  /** Stopped by SIGSTOP, which the state does not show. */
  isHalted = false;
  cpu: CpuLimit = { nanoCpus: 1e9, cpuPeriod: 0, cpuQuota: 0 };
  readonly signals: string[] = [];
  readonly lines: LogLine[] = [];
  /** `change` when the state has changed, `news` also for a new line of the log. */
  readonly happenings = new EventEmitter().setMaxListeners(0);

  constructor(name: string, details: Partial<EngineNode> = {}) {
    this.view = {
      name,
      instance: randomBytes(32).toString('hex'),
      state: 'running',
      health: 'healthy',
      image: `lab/${name}:1`,
      language: 'go',
      labels: {},
      addresses: [{ network: 'dsp', address: '172.20.0.2' }],
      startedAt: new Date().toISOString(),
      exitCode: null,
      restarts: 0,
      ...details,
    };
  }

  get state(): EngineNode['state'] {
    return this.view.state;
  }

  get limits(): NodeLimits {
    return { instance: this.view.instance, cpu: { ...this.cpu }, memoryBytes: 128 * 1024 * 1024 };
  }

  /** As a real engine, leaves alone what is 0 or absent. */
  limitCpu(change: Partial<CpuLimit>): void {
    const named = Object.entries(change).filter(([, value]) => value !== 0);
    this.cpu = { ...this.cpu, ...Object.fromEntries(named) };
    this.happenings.emit('change');
  }

  pause(): void {
    if (this.state === 'running') this.#become({ state: 'paused' });
  }

  resume(): void {
    if (this.state === 'paused') this.#become({ state: 'running' });
  }

  stop(): void {
    this.#refuseWhenFrozen('stop');
    if (this.state === 'running') this.#end(0);
  }

  start(): void {
    this.#refuseWhenFrozen('start');
    if (this.state !== 'stopped') return;
    this.isHalted = false;
    this.#become({ state: 'running', startedAt: new Date().toISOString(), exitCode: null });
  }

  kill(signal: string): void {
    // What is not running, or frozen, gets no signal; the adapter takes that for "already so".
    if (this.state !== 'running') return;
    this.signals.push(signal);
    const exitCode = deadly.get(signal);
    if (exitCode !== undefined) this.#end(exitCode);
    if (signal === 'SIGSTOP') this.isHalted = true;
    if (signal === 'SIGCONT') this.isHalted = false;
  }

  restart(): void {
    this.#refuseWhenFrozen('restart');
    if (this.state === 'running') this.#end(0);
    this.start();
  }

  write(text: string, stream: LogLine['stream'] = 'stdout'): void {
    this.lines.push({ time: new Date().toISOString(), stream, text });
    this.happenings.emit('news');
  }

  #end(exitCode: number): void {
    this.#become({ state: 'stopped', exitCode, health: 'none' });
  }

  #become(change: Partial<EngineNode>): void {
    this.view = { ...this.view, ...change };
    this.happenings.emit('change');
    this.happenings.emit('news');
  }

  #refuseWhenFrozen(what: string): void {
    if (this.state !== 'paused') return;
    throw new ProblemError('engine-failed', `Could not ${what} ${this.view.name}: the container is paused.`);
  }
}
