import type { Amount, ItemLine, PlatformProgress, StepLine } from '../../contract/platform-progress.ts';
import { Interrupted } from '../failure.ts';
import type { Step, StepItem, StepRecord, Steps, StepsOptions } from '../print/steps.ts';

export interface JsonStepsOptions extends Pick<StepsOptions, 'isInterrupted' | 'now' | 'earlier'> {
  readonly write: (line: PlatformProgress) => void;
  /** An item may say much: its details are written at most this often, its states at once. */
  readonly detailsEveryMs?: number;
}

/** The steps of a command for a program that reads along. */
export function createJsonSteps(options: JsonStepsOptions): Steps {
  const { write, now } = options;
  const records: StepRecord[] = [...(options.earlier ?? [])];
  return {
    records: () => records,
    elapsedSeconds: () => now() / 1000,
    async run(name, work) {
      const since = now();
      let note = '';
      const say = (state: StepLine['state'], seconds: number) =>
        write({ type: 'step', step: name, state, seconds, note });
      const finish = (outcome: StepRecord['outcome']) => {
        const seconds = (now() - since) / 1000;
        records.push({ name, startedAtSeconds: since / 1000, seconds, outcome });
        say(outcome, seconds);
      };
      say('running', 0);
      try {
        const result = await work(jsonStep(name, (text) => (note = text), options));
        finish('done');
        return result;
      } catch (error) {
        finish(options.isInterrupted() || error instanceof Interrupted ? 'interrupted' : 'failed');
        throw error;
      }
    },
  };
}

function jsonStep(step: string, note: (text: string) => void, options: JsonStepsOptions): Step {
  const { write } = options;
  const print = (text: string) => write({ type: 'text', text });
  return {
    note,
    print,
    findings: (findings) => findings.forEach((finding) => write({ type: 'finding', ...finding })),
    item: (item) => jsonItem(item, step, print, options),
  };
}

function jsonItem(
  item: string,
  step: string,
  print: (text: string) => void,
  { write, detailsEveryMs = 200 }: JsonStepsOptions,
): StepItem {
  let latest: ItemLine | undefined;
  let written: ItemLine | undefined;
  let timer: NodeJS.Timeout | undefined;
  const flush = () => {
    clearTimeout(timer);
    timer = undefined;
    if (latest === undefined || latest === written) return;
    write(latest);
    written = latest;
  };
  return {
    update(state, detail = '', amount?: Amount) {
      latest = { type: 'item', step, item, state, detail, ...(amount === undefined ? {} : { amount }) };
      if (written?.state !== state) flush();
      else timer ??= setTimeout(flush, detailsEveryMs);
    },
    end(line) {
      flush();
      // Nothing was said of it, so nobody waits for its end.
      if (written !== undefined) write({ type: 'item', step, item, state: 'ended', detail: '' });
      if (line !== undefined) print(line);
    },
  };
}
