import { NodePicker } from './node-picker.tsx';
import type { FaultDraft } from './fault-request.ts';

export type Scope = Pick<FaultDraft, 'peers' | 'direction' | 'protocol' | 'ports'>;

interface ScopeProps {
  scope: Scope;
  targets: readonly string[];
  onChange: (scope: Scope) => void;
}

/** Chooses which packets a fault of the network is for. */
export function ScopeInputs({ scope, targets, onChange }: ScopeProps) {
  const set = (change: Partial<Scope>): void => onChange({ ...scope, ...change });
  return (
    <>
      <NodePicker
        title="Only traffic with"
        hint={scope.peers.length === 0 ? 'None chosen: all traffic.' : ''}
        chosen={scope.peers}
        without={targets}
        onChange={(peers) => set({ peers })}
      />
      <div class="fields">
        <div class="field">
          <label for="fault-direction">Direction</label>
          <select
            id="fault-direction"
            value={scope.direction}
            onChange={(event) => set({ direction: event.currentTarget.value as Scope['direction'] })}
          >
            <option value="">usual for this fault</option>
            <option value="egress">egress: what leaves the node</option>
            <option value="ingress">ingress: what reaches the node</option>
            <option value="both">both</option>
          </select>
          <small>Seen from the nodes chosen above.</small>
        </div>
        <div class="field">
          <label for="fault-protocol">Protocol</label>
          <select
            id="fault-protocol"
            value={scope.protocol}
            onChange={(event) => set({ protocol: event.currentTarget.value as Scope['protocol'] })}
          >
            {['any', 'tcp', 'udp', 'icmp'].map((protocol) => (
              <option key={protocol}>{protocol}</option>
            ))}
          </select>
          <small>Ports need tcp or udp.</small>
        </div>
        <div class="field">
          <label for="fault-ports">Ports</label>
          <input
            id="fault-ports"
            value={scope.ports}
            placeholder="all"
            onInput={(event) => set({ ports: event.currentTarget.value })}
          />
          <small>With commas between, such as 80, 443.</small>
        </div>
      </div>
    </>
  );
}
