import { z } from 'zod';
import { ProblemError } from '../../../../contract/problems.ts';
import type { Conversation } from '../../../engine/port.ts';
import type { ShaperProgram } from './program.ts';

/** What the kernel shows of the shaper in a node's network namespace (`shaper inspect`). */
export const KernelEvidence = z.object({
  tables: z.array(z.object({ family: z.string(), name: z.string(), rules: z.array(z.string()) })),
  device: z.object({ name: z.string(), state: z.string() }).nullable(),
  routes: z.array(z.string()),
  /** Reverse path filters that a shaper changed: without NFQUEUE, a strict one sends it what reaches the node. */
  pathChecks: z
    .array(z.object({ interface: z.string(), strict: z.boolean(), reader: z.boolean() }))
    .nullish(),
});
export type KernelEvidence = z.infer<typeof KernelEvidence>;

const Applied = z.object({
  rules: z.array(z.string()),
  interface: z.string(),
  warnings: z.array(z.string()).nullish(),
  evidence: KernelEvidence,
});
export type Applied = z.infer<typeof Applied>;

/** What `shaper clean` found and did. */
export const CleanReport = z.object({ removed: z.array(z.string()), clean: z.boolean() });

const Answer = z.object({
  ok: z.boolean(),
  result: z.unknown().optional(),
  error: z.object({ code: z.string(), field: z.string().optional(), message: z.string() }).nullish(),
});

/** Replaces the program of a running shaper, and reads back what the kernel then shows. */
export async function setProgram(shaper: Conversation, program: ShaperProgram): Promise<Applied> {
  return Applied.parse(await ask(shaper, { op: 'set', program }));
}

/** The counters of a running shaper, as it gives them. */
export async function readStats(shaper: Conversation): Promise<unknown> {
  return ask(shaper, { op: 'stats' });
}

async function ask(shaper: Conversation, request: object): Promise<unknown> {
  const answer = Answer.parse(JSON.parse(await shaper.ask(JSON.stringify(request))));
  if (answer.ok) return answer.result;
  const { field, message } = answer.error ?? { message: 'no reason given' };
  throw new ProblemError('engine-failed', `The shaper refused: ${field ? `${field}: ` : ''}${message}.`);
}
