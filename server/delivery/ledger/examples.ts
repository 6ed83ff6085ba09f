import type { MessageExample } from '../../../contract/delivery.ts';
import { messageId, traceIdOf } from '../../../contract/message.ts';

/** Examples kept of each kind. */
export const mostExamples = 20;

export type ExampleKind = 'duplicated' | 'redelivered' | 'recovered' | 'unexpected';

/** The first messages of each kind, for people to look at. */
export interface Examples {
  add(kind: ExampleKind, sequence: number): void;
  addUnexpected(example: MessageExample): void;
  of(kind: ExampleKind): MessageExample[];
  /** Examples of messages that are found only when they are looked for. */
  from(sequences: readonly number[]): MessageExample[];
}

/** Makes the examples of a run; their traces follow from its id. */
export function createExamples(run: string): Examples {
  const kept = {
    duplicated: new Set<number>(),
    redelivered: new Set<number>(),
    recovered: new Set<number>(),
  };
  const unexpected = new Map<string, MessageExample>();
  const example = (sequence: number): MessageExample => ({
    message: messageId(run, sequence),
    traceId: traceIdOf(run, sequence),
  });
  return {
    add(kind, sequence) {
      if (kind === 'unexpected') this.addUnexpected(example(sequence));
      else if (kept[kind].size < mostExamples) kept[kind].add(sequence);
    },
    addUnexpected(found) {
      if (unexpected.size < mostExamples) unexpected.set(found.message, found);
    },
    of: (kind) => (kind === 'unexpected' ? [...unexpected.values()] : [...kept[kind]].map(example)),
    from: (sequences) => sequences.slice(0, mostExamples).map(example),
  };
}
