import { z } from 'zod';
import { ProblemError } from '../../../../contract/problems.ts';
import type { Conversation } from '../../../engine/port.ts';

/** What the kernel shows of the stressor inside the node. See `stack/stressor/internal/stress`. */
const StressStatus = z.object({
  cgroup: z.string(),
  /** Ids of the processes that were started, and of those that the kernel lists in the node's cgroup. */
  workers: z.array(z.int()),
  listed: z.array(z.int()),
  heldBytes: z.number(),
  usedBytes: z.number(),
  limitBytes: z.number(),
  /** Whether more would go beyond the bound below the node's limit. */
  atBound: z.boolean(),
});
export type StressStatus = z.infer<typeof StressStatus>;

const Refusal = z.object({ error: z.string(), remedy: z.string().optional() });

/** Asks a running stressor. `end`: it ends its processes first, and then itself. */
export async function askStressor(job: Conversation, question: 'status' | 'end'): Promise<StressStatus> {
  const answer: unknown = JSON.parse(await job.ask(question));
  const refusal = Refusal.safeParse(answer);
  if (refusal.success) throw new ProblemError('engine-failed', wordsOf(refusal.data));
  return StressStatus.parse(answer);
}

/** Why a stressor gave up, out of what it wrote; `undefined` when it did not say. */
export function parseRefusal(lines: string[]): string | undefined {
  for (const line of lines) {
    try {
      const refusal = Refusal.safeParse(JSON.parse(line));
      if (refusal.success) return wordsOf(refusal.data);
    } catch {
      continue;
    }
  }
  return undefined;
}

function wordsOf({ error, remedy }: z.infer<typeof Refusal>): string {
  return `The stressor cannot work: ${error}${remedy === undefined ? '.' : `. Remedy: ${remedy}.`}`;
}
