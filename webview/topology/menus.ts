import type { FaultPlan } from '../../contract/forms/fault-draft.ts';
import type { TopologyNode } from '../../contract/topology.ts';
import { goTo } from '../app/place.ts';
import { injectFault } from '../faults/inject-dialog.tsx';
import { nodes } from '../state/platform.ts';
import { startTraffic } from '../traffic/start-dialog.tsx';
import { showMenu, type MenuItem } from '../ui/menu.tsx';
import type { ShownEdge } from './remember.ts';

/** The faults that a person reaches with one step; the form has all of them. */
const edgeFaults = {
  latency: 'Latency',
  loss: 'Packet loss',
  bandwidth: 'Bandwidth limit',
  partition: 'Partition',
};
const nodeFaults = { latency: 'Latency', pause: 'Pause', kill: 'Kill', restart: 'Restart', cpu: 'CPU limit' };

function faultItems(kinds: Readonly<Record<string, string>>, plan: FaultPlan): MenuItem[] {
  return [
    ...Object.entries(kinds).map(([kind, title]) => ({
      group: 'Inject fault',
      title: `${title} …`,
      run: () => injectFault({ ...plan, kind }),
    })),
    { group: 'Inject fault', title: 'Other fault …', run: () => injectFault(plan) },
  ];
}

/** What can be done with a node. */
export function nodeMenu({ name, kind }: TopologyNode, event: Event): void {
  if (kind !== 'node') {
    showMenu(name, [{ title: 'Start traffic …', run: () => startTraffic() }], event);
    return;
  }
  showMenu(
    name,
    [
      ...faultItems(nodeFaults, { targets: [name] }),
      ...lookItems({ node: name }),
      { group: 'Load', title: 'Start traffic …', run: () => startTraffic({ targetUrl: `http://${name}/` }) },
    ],
    event,
  );
}

/** What can be done with the calls from one to another. */
export function edgeMenu({ from, to }: ShownEdge, event: Event): void {
  showMenu(
    `${from} → ${to}`,
    [...faultItems(edgeFaults, planOf(from, to)), ...lookItems({ node: to, from })],
    event,
  );
}

/** A fault on one link: what leaves the caller for the called. Who is no node has no network to break. */
function planOf(from: string, to: string): FaultPlan {
  const isNode = (name: string): boolean => nodes.peek().some((node) => node.name === name);
  if (isNode(from)) return { targets: [from], ...(isNode(to) ? { peers: [to] } : {}), direction: 'egress' };
  return { targets: isNode(to) ? [to] : [] };
}

function lookItems({ node, from }: { node: string; from?: string }): MenuItem[] {
  const dashboard =
    from === undefined ? { dashboard: 'dsp-service-detail', service: node } : { dashboard: 'dsp-errors' };
  return [
    { group: 'Look at', title: 'Charts', run: () => goTo('charts', dashboard) },
    { group: 'Look at', title: 'Traces', run: () => goTo('traces', { service: node }) },
    { group: 'Look at', title: 'Logs', run: () => goTo('logs', { node }) },
  ];
}
