import type { FaultDraft, KindDraft } from '../../contract/forms/fault-draft.ts';
import { numbersOf, problemOfField, type Field } from '../../contract/forms/fields.ts';
import { commonFields } from './common-fields.ts';

/** What is wrong with a draft before the API has seen it, by the path of the field. */
export function problemsOfDraft(kind: KindDraft, draft: FaultDraft): Record<string, string> {
  const found: Record<string, string> = {};
  const note = (path: string, problem: string | undefined): void => {
    if (problem !== undefined) found[path] = problem;
  };
  for (const field of kind.fields) {
    note(`params.${field.name}`, problemOfField(field, kind.written[field.name] ?? ''));
  }
  const check = (field: Field, text: string): void => note(field.name, problemOfField(field, text));
  check(commonFields.duration, draft.durationSeconds);
  noteTargets(draft, note, check);
  if (kind.isNetwork) {
    check(commonFields.packetSeed, draft.scope.seed);
    note('ports', problemOfPorts(draft.scope.ports));
    note('protocol', problemOfProtocol(draft.scope));
  }
  return found;
}

function noteTargets(
  { targets }: FaultDraft,
  note: (path: string, problem: string | undefined) => void,
  check: (field: Field, text: string) => void,
): void {
  if (targets.by === 'name' && targets.nodes.length === 0) note('targets.nodes', 'Choose at least one node.');
  if (targets.by === 'label' && targets.labels.length === 0)
    note('targets.labels', 'Choose at least one label.');
  if (targets.share === 'all') return;
  check(commonFields[targets.share], targets[targets.share]);
  check(commonFields.drawSeed, targets.seed);
}

function problemOfPorts(text: string): string | undefined {
  const isPort = (port: number): boolean => Number.isInteger(port) && port >= 1 && port <= 65_535;
  return numbersOf(text).every(isPort) ? undefined : 'Must be whole numbers, 1 to 65535.';
}

function problemOfProtocol({ protocol, ports }: FaultDraft['scope']): string | undefined {
  const isPortless = protocol !== 'tcp' && protocol !== 'udp';
  return isPortless && ports.trim() !== '' ? 'Ports need tcp or udp.' : undefined;
}
