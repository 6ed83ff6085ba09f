import type { Fault } from '../../contract/faults/fault.ts';
import type { Span, Trace } from '../../contract/traces.ts';

/** A span with its depth in the tree. */
export interface SpanRow {
  span: Span;
  depth: number;
}

/** The spans as a tree is read: each one before its children, siblings by time. A span without parent is a root. */
export function spanRows(spans: readonly Span[]): SpanRow[] {
  const known = new Set(spans.map(({ spanId }) => spanId));
  const children = new Map<string, Span[]>();
  for (const span of spans.toSorted((a, b) => a.offsetMs - b.offsetMs)) {
    const parent = span.parentId !== null && known.has(span.parentId) ? span.parentId : '';
    children.set(parent, [...(children.get(parent) ?? []), span]);
  }
  const rows: SpanRow[] = [];
  const visit = (parent: string, depth: number): void => {
    for (const span of children.get(parent) ?? []) {
      rows.push({ span, depth });
      visit(span.spanId, depth + 1);
    }
  };
  visit('', 0);
  return rows;
}

/** A time in a trace in which a fault was active, milliseconds after its start. */
export interface FaultSpan {
  fault: Fault;
  fromMs: number;
  toMs: number;
}

/** The faults that were active at some time of a trace. */
export function faultsIn(trace: Trace, faults: readonly Fault[], nowMs: number): FaultSpan[] {
  const start = Date.parse(trace.startedAt);
  return faults.flatMap((fault) => {
    if (fault.activeAt === null) return [];
    const fromMs = Math.max(0, Date.parse(fault.activeAt) - start);
    const end = fault.endedAt === null ? nowMs : Date.parse(fault.endedAt);
    const toMs = Math.min(trace.durationMs, end - start);
    return fromMs <= trace.durationMs && toMs >= 0 ? [{ fault, fromMs, toMs }] : [];
  });
}

/** Whether a fault can touch a span: it is on its node, or on those that its node talks to. */
export function touches({ targets, scope }: Fault, { node, service }: Span): boolean {
  const names = [node, service];
  return [...targets, ...(scope?.peers?.nodes ?? [])].some((name) => names.includes(name));
}
