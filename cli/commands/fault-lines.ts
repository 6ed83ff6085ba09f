import type { Fault, FaultPlan, LeftOut } from '../../contract/faults/fault.ts';
import { isFaultOver } from '../../contract/is-over.ts';
import { table } from '../print/table.ts';

/** One fault with its evidence. */
export function faultLines(fault: Fault): string[] {
  const { id, kind, targets, state, driver, driverReason, endsAt, endReason, problem, evidence } = fault;
  const when = isFaultOver(fault) ? (endReason ?? '') : `ends by itself at ${endsAt}`;
  return [
    `${id}: ${kind} on ${targets.join(', ')} is ${state}${when === '' ? '' : ` (${when})`}.`,
    ...leftOutLines(fault.leftOut),
    `  driver ${driver}: ${driverReason}`,
    ...evidence.map(
      ({ node, observed, holds }) => `  ${node}: ${observed}${holds ? '' : ' (not as expected)'}`,
    ),
    ...(problem === null ? [] : [`  ${problem.detail ?? problem.title} ${problem.remedy}`]),
  ];
}

/** What a dry run says would be done. */
export function planLines(plan: FaultPlan): string[] {
  return [
    `${plan.kind} would act on ${plan.targets.join(', ')} by the driver ${plan.driver}: ${plan.driverReason}`,
    ...leftOutLines(plan.leftOut),
    ...plan.commands.map(({ node, command }) => `  ${node}: ${command}`),
  ];
}

function leftOutLines(leftOut: readonly LeftOut[] = []): string[] {
  return leftOut.map(({ node, reason }) => `  ${node} is left out: ${reason}`);
}

/** Faults as a table for people. */
export function faultTable(faults: readonly Fault[]): string[] {
  if (faults.length === 0) return ['No fault is on.'];
  return table(
    ['ID', 'KIND', 'TARGETS', 'STATE', 'DRIVER', 'ENDS'],
    faults.map((fault) => [
      fault.id,
      fault.kind,
      fault.targets.join(','),
      fault.state,
      fault.driver,
      fault.endedAt ?? fault.endsAt,
    ]),
  );
}

/** The parameters of a kind, read from their JSON Schema. */
export function paramLines(schema: Readonly<Record<string, unknown>>): string[] {
  const properties = (schema['properties'] ?? {}) as Record<
    string,
    { description?: string; default?: unknown }
  >;
  return Object.entries(properties).map(([name, { description, default: preset }]) => {
    const text = preset === undefined ? '' : ` Default ${JSON.stringify(preset)}.`;
    return `--param ${name}=…  ${description ?? ''}${text}`.trimEnd();
  });
}
