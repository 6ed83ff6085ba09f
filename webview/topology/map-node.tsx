import type { TopologyNode } from '../../contract/topology.ts';
import { faultTitle } from '../../contract/words/fault-words.ts';
import { currentFaults, nodes } from '../state/platform.ts';
import { boxHeight, boxWidth, type Point } from './layout.ts';
import { nodeMenu } from './menus.ts';
import { onPress } from './on-press.ts';

const kinds = { load: 'load generator (k6)', outside: 'not a node', node: 'node' } as const;

/** A box on the map. */
export function MapNode({ node, at }: { node: TopologyNode; at: Point | undefined }) {
  const known = nodes.value.find(({ name }) => name === node.name);
  // Faults of the network stand on the edges, unless they are on all of them.
  const faults = currentFaults.value.filter(
    ({ targets, scope }) => targets.includes(node.name) && scope?.peers === undefined,
  );
  const state = known?.state ?? 'outside';
  const told = faults.map(faultTitle).join(', ');
  const detail =
    known === undefined ? kinds[node.kind] : [known.language, stateWords(known)].filter(Boolean).join(' · ');
  if (at === undefined) return null;
  return (
    <g
      class={`map-node ${node.kind} ${state} ${faults.length > 0 ? 'faulty' : ''}`}
      transform={`translate(${at.x - boxWidth / 2} ${at.y - boxHeight / 2})`}
      role="button"
      tabindex={0}
      aria-haspopup="menu"
      aria-label={`${node.name} ${detail}${told === '' ? '' : ` ⚡ ${told}`}`}
      {...onPress((event) => nodeMenu(node, event))}
    >
      <rect class="box" width={boxWidth} height={boxHeight} rx="10" />
      <circle class="state-dot" cx="21" cy="25" r="5" />
      <text class="name" x="34" y="30">
        {node.name}
      </text>{' '}
      <text class="detail" x="16" y={told === '' ? 52 : 48}>
        {detail}
      </text>{' '}
      {told !== '' && (
        <text class="fault-text" x="16" y="65">
          ⚡ {told}
        </text>
      )}
    </g>
  );
}

function stateWords({ state, health }: { state: string; health: string }): string {
  return state === 'running' && health !== 'none' ? health : state;
}
