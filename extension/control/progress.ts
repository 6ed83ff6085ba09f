import { EventEmitter } from 'node:events';
import type { Amount, ItemLine, PlatformProgress, StepLine } from '../../contract/platform-progress.ts';

/** One step of a start, with what it is doing now. */
export interface StepProgress {
  name: string;
  state: StepLine['state'];
  seconds: number;
  note: string;
  items: ReadonlyMap<string, { state: string; detail: string; amount?: Amount }>;
}

/** How far the start of the platform is. */
export interface Progress {
  readonly steps: ReadonlyMap<string, StepProgress>;
  take(line: PlatformProgress): void;
  clear(): void;
  onChange(listener: () => void): () => void;
}

export function createProgress(): Progress {
  const steps = new Map<
    string,
    StepProgress & { items: Map<string, Omit<ItemLine, 'type' | 'step' | 'item'>> }
  >();
  const emitter = new EventEmitter<{ change: [] }>();
  const stepOf = (name: string) => {
    let step = steps.get(name);
    if (step === undefined) {
      step = { name, state: 'running', seconds: 0, note: '', items: new Map() };
      steps.set(name, step);
    }
    return step;
  };
  return {
    steps,
    take(line) {
      if (line.type === 'step') {
        const step = stepOf(line.step);
        Object.assign(step, { state: line.state, seconds: line.seconds, note: line.note });
        if (line.state !== 'running') step.items.clear();
      } else if (line.type === 'item') {
        const { item, state, detail, amount } = line;
        const { items } = stepOf(line.step);
        if (state === 'ended') items.delete(item);
        else items.set(item, { state, detail, ...(amount === undefined ? {} : { amount }) });
      } else return;
      emitter.emit('change');
    },
    clear() {
      steps.clear();
      emitter.emit('change');
    },
    onChange(listener) {
      emitter.on('change', listener);
      return () => emitter.off('change', listener);
    },
  };
}

/** How far one thing is, in percent. */
export function percentOf(amount: Amount | undefined): string {
  if (amount === undefined || amount.total === 0) return '';
  return `${Math.round((100 * amount.done) / amount.total)} %`;
}
