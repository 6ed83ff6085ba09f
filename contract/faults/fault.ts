import { z } from 'zod';
import { Id, longestSeconds, NodeName, Time } from '../names.ts';
import { Problem } from '../problems.ts';
import { faultCatalog, faultKinds, type FaultKind } from './catalog.ts';
import type { CheckedRequest, FaultKindEntry } from './kind.ts';
import { checkScope, directions, NetworkScope } from './network-scope.ts';

/** Names of the drivers that can do a fault. */
export const driverNames = ['engine', 'pumba', 'shaper', 'stressor'] as const;
export type DriverName = (typeof driverNames)[number];

/** Which nodes a fault is for: by name, or by labels (all must match), or a draw from those that match. */
export const FaultTargets = z
  .strictObject({
    nodes: z.array(NodeName).min(1).max(100).optional(),
    labels: z
      .record(z.string().min(1).max(128), z.string().max(256))
      .refine((labels) => Object.keys(labels).length > 0, 'must name at least one label')
      .optional(),
    count: z.int().min(1).max(1000).optional().meta({ description: 'Draw this many of the matching nodes.' }),
    percent: z
      .number()
      .gt(0)
      .max(100)
      .optional()
      .meta({ description: 'Draw this share of the matching nodes, in percent, rounded up.' }),
    seed: z
      .int()
      .min(0)
      .max(2 ** 31 - 1)
      .default(1)
      .meta({ description: 'Same seed and nodes, same draw.' }),
  })
  .refine((targets) => (targets.nodes === undefined) !== (targets.labels === undefined), {
    message: 'give either "nodes" or "labels"',
    path: ['nodes'],
  })
  .refine((targets) => targets.count === undefined || targets.percent === undefined, {
    message: 'give either "count" or "percent", not both',
    path: ['count'],
  })
  .meta({ id: 'FaultTargets' });
export type FaultTargets = z.infer<typeof FaultTargets>;

const durationSeconds = z
  .number()
  .min(0.1)
  .max(longestSeconds)
  .default(60)
  .meta({
    description: `Seconds until the fault ends by itself, 0.1 to ${longestSeconds}. Every fault ends.`,
  });

const CommonFields = z.strictObject({
  targets: FaultTargets,
  durationSeconds,
  driver: z
    .enum(['auto', ...driverNames])
    .default('auto')
    .meta({ description: '"auto" takes a driver that can do it here, and the answer says which and why.' }),
  dryRun: z
    .boolean()
    .default(false)
    .meta({ description: 'Only say which nodes, which driver and which commands; change nothing.' }),
});

type ParamsOf<K extends FaultKind> = (typeof faultCatalog)[K]['params'];
type ScopeOf<K extends FaultKind, Scope> = (typeof faultCatalog)[K]['category'] extends 'network'
  ? Scope
  : unknown;

/** A fault as it is asked for, after defaults were filled in. */
export type FaultRequest = {
  [K in FaultKind]: { kind: K; params: z.output<ParamsOf<K>> } & z.output<typeof CommonFields> &
    ScopeOf<K, z.output<typeof NetworkScope>>;
}[FaultKind];

/** A fault as a client may write it: `kind` and `targets` are enough. */
export type FaultRequestInput = {
  [K in FaultKind]: { kind: K; params?: z.input<ParamsOf<K>> } & z.input<typeof CommonFields> &
    ScopeOf<K, z.input<typeof NetworkScope>>;
}[FaultKind];

function requestOf(kind: FaultKind) {
  const entry: FaultKindEntry = faultCatalog[kind];
  const fields = CommonFields.extend({ kind: z.literal(kind), params: entry.params.prefault({}) });
  if (entry.category !== 'network') return withChecks(fields, [entry.check]);
  const direction = NetworkScope.shape.direction.unwrap().default(entry.direction ?? 'egress');
  return withChecks(fields.extend({ ...NetworkScope.shape, direction }), [checkScope, entry.check]);
}

/** Adds what is checked between fields to a schema. */
function withChecks(schema: z.ZodObject, checks: FaultKindEntry['check'][]): z.ZodObject {
  return schema.superRefine((request, context) => {
    for (const check of checks) {
      const wrong = check?.(request as unknown as CheckedRequest);
      if (wrong === undefined) continue;
      context.addIssue({ code: 'custom', path: wrong.field.split('.'), message: wrong.message });
    }
  });
}

const [firstKind, ...otherKinds] = faultKinds as [FaultKind, ...FaultKind[]];

/** Body of `POST /api/faults`: one shape for each kind of the catalog. */
export const FaultRequest = z
  .discriminatedUnion('kind', [requestOf(firstKind), ...otherKinds.map(requestOf)] as never)
  .meta({
    id: 'FaultRequest',
    example: { kind: 'pause', targets: { nodes: ['service-b'] }, durationSeconds: 30 },
  }) as unknown as z.ZodType<FaultRequest, FaultRequestInput>;

/** `active` and `ended` are said only on evidence. */
export const FaultState = z
  .enum(['starting', 'active', 'ending', 'ended', 'failed'])
  .meta({ id: 'FaultState' });
export type FaultState = z.infer<typeof FaultState>;

/** Why a fault is over. */
export const FaultEndReason = z
  .enum(['completed', 'expired', 'deleted', 'halted', 'failed', 'target-gone'])
  .meta({ id: 'FaultEndReason' });
export type FaultEndReason = z.infer<typeof FaultEndReason>;

/** Something read back from the engine or the kernel, to show that a fault holds or is gone. */
export const Evidence = z
  .object({
    time: Time,
    node: NodeName,
    phase: z.enum(['apply', 'end']),
    expected: z.string().meta({ example: 'state paused' }),
    observed: z.string().meta({ example: 'state paused' }),
    holds: z.boolean(),
  })
  .meta({ id: 'Evidence' });
export type Evidence = z.infer<typeof Evidence>;

/** A node's own limits, as they were before any fault: what its container is given back. */
export const OwnLimits = z
  .object({ instance: z.string(), nanoCpus: z.int(), cpuPeriod: z.int(), cpuQuota: z.int() })
  .meta({
    id: 'OwnLimits',
    description: 'As the engine keeps them; "instance" is the container that had them.',
  });
export type OwnLimits = z.infer<typeof OwnLimits>;

/** One step in the life of a fault, with the milliseconds since it was asked for. */
export const FaultStep = z
  .object({ state: FaultState, time: Time, sinceCreatedMs: z.number() })
  .meta({ id: 'FaultStep' });

/** A node that the targets name, but that could not be given the fault. */
export const LeftOut = z
  .object({ node: NodeName, reason: z.string().meta({ example: 'The node "service-b" is stopped.' }) })
  .meta({ id: 'LeftOut' });
export type LeftOut = z.infer<typeof LeftOut>;

const leftOut = z.array(LeftOut).optional().meta({
  description: 'Nodes that the labels match, but that cannot be faulted now, each with its reason.',
});

export const Fault = z
  .object({
    id: Id,
    kind: z.enum(faultKinds as [FaultKind, ...FaultKind[]]),
    params: z.record(z.string(), z.unknown()),
    scope: NetworkScope.nullable().meta({
      description: 'Which packets; null for faults that are not of the network.',
    }),
    targets: z.array(NodeName).meta({ description: 'The nodes that were chosen.' }),
    leftOut,
    selection: FaultTargets.meta({ description: 'The targets as they were asked for.' }),
    durationSeconds: z.number(),
    state: FaultState,
    driver: z.enum(driverNames),
    driverReason: z.string(),
    createdAt: Time,
    activeAt: Time.nullable(),
    endsAt: Time.meta({ description: 'When it ends by itself.' }),
    endedAt: Time.nullable(),
    endReason: FaultEndReason.nullable(),
    restore: z
      .record(NodeName, OwnLimits)
      .optional()
      .meta({ description: 'What the end gives back, by node; noted before anything is changed.' }),
    problem: Problem.nullable().meta({ description: 'Why it failed, or what stands in the way of its end.' }),
    steps: z.array(FaultStep),
    evidence: z.array(Evidence),
  })
  .meta({ id: 'Fault' });
export type Fault = z.infer<typeof Fault>;

export const FaultList = z.object({ faults: z.array(Fault) }).meta({ id: 'FaultList' });
export const FaultPath = z.object({ id: Id });

/** Answer to a dry run: what would be done. */
export const FaultPlan = z
  .object({
    dryRun: z.literal(true),
    kind: z.string(),
    targets: z.array(NodeName),
    leftOut,
    driver: z.enum(driverNames),
    driverReason: z.string(),
    commands: z.array(z.object({ node: NodeName, command: z.string() })),
  })
  .meta({ id: 'FaultPlan' });
export type FaultPlan = z.infer<typeof FaultPlan>;

export const FaultHalt = z
  .object({
    faults: z.array(Fault).meta({ description: 'The faults that were active, now ended.' }),
    healed: z
      .boolean()
      .meta({ description: 'True when the evidence shows that nothing of a fault is left.' }),
  })
  .meta({ id: 'FaultHalt' });

/** The catalog as data: what forms and docs are made from. */
export const FaultCatalogEntry = z
  .object({
    kind: z.string(),
    title: z.string(),
    category: z.enum(['node', 'network', 'degradation']),
    description: z.string(),
    effect: z.string(),
    undo: z.string(),
    life: z.enum(['lasting', 'instant']),
    params: z.record(z.string(), z.unknown()).meta({ description: 'JSON Schema of the parameters.' }),
    direction: z.enum(directions).nullable().meta({
      description: 'Direction that is taken when none is given; null for faults that are not of the network.',
    }),
    drivers: z.array(z.enum(driverNames)).meta({ description: 'Drivers that know this kind.' }),
  })
  .meta({ id: 'FaultCatalogEntry' });
export type FaultCatalogEntry = z.infer<typeof FaultCatalogEntry>;
export const FaultCatalogList = z
  .object({ kinds: z.array(FaultCatalogEntry) })
  .meta({ id: 'FaultCatalogList' });
