import { EventEmitter, once } from 'node:events';
import type { LogLine } from '../../contract/nodes.ts';
import { ProblemError } from '../../contract/problems.ts';
import type { ShaperProgram } from '../../server/faults/drivers/shaper/program.ts';
import type { Conversation, EngineJob, JobSpec } from '../../server/engine/port.ts';

/** What a job's image does: called when the job starts. */
export type Program = (job: FakeJob) => void;

/** A job container whose end and output a test decides. */
export class FakeJob {
  readonly spec: JobSpec;
  state: EngineJob['state'] = 'running';
  exitCode: number | null = null;
  outOfMemory = false;
  controlAddress: string | null = '127.0.0.1';
  readonly startedAt = new Date().toISOString();
  endedAt: string | null = null;
  readonly lines: LogLine[] = [];
  /** Signals that the job got, in order. */
  readonly signals: ('SIGTERM' | 'SIGKILL')[] = [];
  /** What the job does when it is asked to end. */
  onTerminate: () => void = () => this.exit(143);
  /** What a shaper was told, in order. */
  readonly programs: ShaperProgram[] = [];
  /** What the job says to a line, when it is one that can be spoken to. */
  onLine: ((line: string) => string) | undefined;
  readonly happenings = new EventEmitter().setMaxListeners(0);

  constructor(spec: JobSpec) {
    this.spec = spec;
  }

  write(stream: LogLine['stream'], ...texts: string[]): void {
    for (const text of texts) this.lines.push({ time: new Date().toISOString(), stream, text });
    this.happenings.emit('news');
  }

  exit(exitCode: number): void {
    if (this.state === 'ended') return;
    this.state = 'ended';
    this.exitCode = exitCode;
    this.endedAt = new Date().toISOString();
    this.happenings.emit('end');
    this.happenings.emit('news');
  }

  /** Speaks to the job, for as long as it runs. */
  converse(): Conversation {
    const { onLine } = this;
    const isOpen = (): boolean => this.state === 'running' && onLine !== undefined;
    let isClosed = false;
    return {
      get open() {
        return isOpen() && !isClosed;
      },
      ask: (line) => {
        if (isOpen() && !isClosed && onLine !== undefined) return Promise.resolve(onLine(line));
        return Promise.reject(new ProblemError('engine-failed', 'The job does not listen.'));
      },
      close: () => void (isClosed = true),
    };
  }

  /** SIGTERM, and the wait for the end. */
  async terminate(): Promise<void> {
    if (this.state !== 'running') return;
    this.signals.push('SIGTERM');
    const ended = once(this.happenings, 'end');
    this.onTerminate();
    await ended;
  }

  /** SIGKILL: nothing is cleaned up. */
  destroy(): void {
    if (this.state !== 'running') return;
    this.signals.push('SIGKILL');
    this.exit(137);
  }

  view(): EngineJob {
    const { spec, state, exitCode, outOfMemory, startedAt, endedAt } = this;
    return {
      id: spec.id,
      kind: spec.kind,
      state,
      exitCode,
      outOfMemory,
      startedAt: state === 'created' ? null : startedAt,
      endedAt,
      controlAddress: state === 'running' ? this.controlAddress : null,
      purpose: structuredClone(spec.purpose),
    };
  }
}
