import type { Amount } from '../../contract/platform-progress.ts';

/**
 * Counts the steps of a Dockerfile from BuildKit's plain lines (`#7 [build 3/9] RUN npm ci`, `#7 DONE 1.2s`). Stages are
 * added up, so the total grows when a further stage is met. Give it every line.
 */
export function createBuildStepCount(): (line: string) => Amount | undefined {
  const totals = new Map<string, number>();
  const steps = new Set<string>();
  const done = new Set<string>();
  return (line) => {
    const [, number = '', rest = ''] = /^#(\d+) (.*)$/.exec(line.trim()) ?? [];
    const [, stage = '', total] = /^\[(?:(\S+)\s+)?\d+\/(\d+)\]/.exec(rest) ?? [];
    if (total !== undefined) {
      totals.set(stage, Number(total));
      steps.add(number);
    }
    if (steps.has(number) && /^(DONE|CACHED)\b/.test(rest)) done.add(number);
    if (totals.size === 0) return undefined;
    return {
      done: done.size,
      total: [...totals.values()].reduce((sum, each) => sum + each, 0),
      unit: 'steps',
    };
  };
}
