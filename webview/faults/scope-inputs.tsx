import type { ScopeDraft } from '../../contract/forms/fault-draft.ts';
import { problemAt } from '../forms/api-problems.ts';
import { NodePicker } from './node-picker.tsx';

interface ScopeProps {
  scope: ScopeDraft;
  problems: Readonly<Record<string, string>>;
  onChange: (scope: ScopeDraft) => void;
}

/** Chooses with whom the traffic is that a fault of the network is for. */
export function PeerPicker({
  scope,
  targets,
  problems,
  onChange,
}: ScopeProps & { targets: readonly string[] }) {
  return (
    <NodePicker
      title="Only traffic with"
      hint={scope.peers.length === 0 ? 'None chosen: all traffic.' : ''}
      problem={problemAt(problems, 'peers')}
      chosen={scope.peers}
      // Traffic with oneself never leaves.
      without={targets}
      onChange={(peers) => onChange({ ...scope, peers })}
    />
  );
}

/** Chooses on which way packets are changed. */
export function DirectionSelect({ scope, problems, onChange }: ScopeProps) {
  return (
    <div class="field">
      <label for="fault-direction">Direction</label>
      <select
        id="fault-direction"
        value={scope.direction}
        onChange={({ currentTarget: { value } }) =>
          onChange({ ...scope, direction: value as ScopeDraft['direction'] })
        }
      >
        <option value="">usual for this fault</option>
        <option value="egress">egress: what leaves the node</option>
        <option value="ingress">ingress: what reaches the node</option>
        <option value="both">both</option>
      </select>
      <small>{problemAt(problems, 'direction') ?? 'Seen from the nodes chosen above.'}</small>
    </div>
  );
}
