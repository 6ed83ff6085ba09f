import type { Amount } from '../../contract/platform-progress.ts';
import { Interrupted } from '../failure.ts';
import type { Finding } from '../preflight/finding.ts';
import { findingLines } from '../preflight/print-findings.ts';
import { formatSeconds } from '../../system/terminal/duration.ts';
import type { Terminal } from '../../system/terminal/terminal.ts';

/** What a finished step leaves behind. */
export interface StepRecord {
  readonly name: string;
  /** Seconds since the start of everything. */
  readonly startedAtSeconds: number;
  readonly seconds: number;
  readonly outcome: 'done' | 'failed' | 'interrupted';
}

/** One thing inside a step that takes time of its own, such as one image. */
export interface StepItem {
  /** What it is doing now. Without live drawing a `state` that lasts is printed. */
  update(state: string, detail?: string, amount?: Amount): void;
  /** It is done; `line` is what to say of it, nothing when absent. */
  end(line?: string): void;
}

/** What the work of a step can say while it runs. */
export interface Step {
  /** Shown beside the step's name when it is done. */
  note(text: string): void;
  /** A line that stays. */
  print(line: string): void;
  findings(findings: readonly Finding[]): void;
  item(name: string): StepItem;
}

/** Runs named steps, shows them, and keeps how long each took. Steps may overlap. */
export interface Steps {
  run<T>(name: string, work: (step: Step) => Promise<T>): Promise<T>;
  records(): readonly StepRecord[];
  elapsedSeconds(): number;
}

export interface StepsOptions {
  readonly terminal: Terminal;
  readonly isInterrupted: () => boolean;
  /** Milliseconds; the start of everything is 0. */
  readonly now: () => number;
  /** Without live drawing: how often a step that still runs says so. */
  readonly heartbeatMs?: number;
  /** Without live drawing: how long a thing has to take before a word is said about it. */
  readonly patienceMs?: number;
  /** Steps that were done before this process began. */
  readonly earlier?: readonly StepRecord[];
}

interface RunningItem {
  readonly name: string;
  readonly since: number;
  state: string;
  detail: string;
}

interface RunningStep {
  readonly name: string;
  readonly since: number;
  readonly items: Set<RunningItem>;
}

const nameWidth = 24;

/** Makes the steps of a command for people: drawn live on a terminal, line by line elsewhere. */
export function createSteps(options: StepsOptions): Steps {
  const { terminal, now } = options;
  const { style } = terminal;
  const records: StepRecord[] = [...(options.earlier ?? [])];
  const running = new Set<RunningStep>();

  const seconds = (since: number) => (now() - since) / 1000;
  const drawStep = (step: RunningStep) => [
    `${style.yellow('▸')} ${step.name.padEnd(nameWidth)} ${style.dim(formatSeconds(seconds(step.since)))}`,
    ...[...step.items].map((item) => `    ${drawItem(item)}`),
  ];
  const drawItem = (item: RunningItem) =>
    `${item.name.padEnd(nameWidth - 2)} ${item.state.padEnd(10)} ${style.dim(formatSeconds(seconds(item.since)).padEnd(12))} ${style.dim(item.detail)}`;
  const showLive = () =>
    terminal.setLive(running.size === 0 ? undefined : () => [...running].flatMap(drawStep));

  const beat = (step: RunningStep) => {
    const items = [...step.items].map(({ name, state }) => `${name} ${state}`).join(', ');
    terminal.print(
      `   ${step.name}: ${formatSeconds(seconds(step.since))} so far${items === '' ? '' : `; ${items}`}`,
    );
  };

  const stepFor = (step: RunningStep, setNote: (text: string) => void): Step => ({
    note: setNote,
    print: (line) => terminal.print(`    ${line}`),
    findings: (findings) => findingLines(findings, terminal).forEach((line) => terminal.print(`    ${line}`)),
    item(name) {
      const item: RunningItem = { name, since: now(), state: '', detail: '' };
      step.items.add(item);
      let word: NodeJS.Timeout | undefined;
      return {
        update(state, detail = '') {
          if (!terminal.isTty && state !== item.state) {
            clearTimeout(word);
            word = setTimeout(() => terminal.print(`    ${name}: ${state}`), options.patienceMs ?? 2_000);
          }
          item.state = state;
          item.detail = detail;
        },
        end(line) {
          clearTimeout(word);
          step.items.delete(item);
          if (line !== undefined) terminal.print(`    ${line}`);
        },
      };
    },
  });

  return {
    records: () => records,
    elapsedSeconds: () => now() / 1000,
    async run(name, work) {
      const step: RunningStep = { name, since: now(), items: new Set() };
      let note = '';
      running.add(step);
      showLive();
      const heartbeat = terminal.isTty
        ? undefined
        : setInterval(() => beat(step), options.heartbeatMs ?? 30_000);
      const finish = (outcome: StepRecord['outcome']) => {
        clearInterval(heartbeat);
        running.delete(step);
        const took = seconds(step.since);
        records.push({ name, startedAtSeconds: step.since / 1000, seconds: took, outcome });
        const mark = { done: style.ok, failed: style.error, interrupted: style.warning }[outcome];
        const line = `${mark} ${name.padEnd(nameWidth)} ${formatSeconds(took).padEnd(12)} ${style.dim(note)}`;
        terminal.print(line.trimEnd());
        showLive();
      };
      try {
        const result = await work(stepFor(step, (text) => (note = text)));
        finish('done');
        return result;
      } catch (error) {
        // A step that was ended because another one failed has not failed itself.
        finish(options.isInterrupted() || error instanceof Interrupted ? 'interrupted' : 'failed');
        throw error;
      }
    },
  };
}
