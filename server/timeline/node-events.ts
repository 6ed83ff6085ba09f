import type { PlatformEvent } from '../../contract/events.ts';
import type { Node } from '../../contract/nodes.ts';
import type { NodeEvent } from '../../contract/timeline.ts';
import type { EventHub } from '../events/hub.ts';

/** What happened to the nodes, newest events kept. */
export interface NodeEvents {
  /** Since when everything is known. */
  since: string;
  /** Oldest first. */
  list(): NodeEvent[];
  close(): void;
}

/** Remembers what happens to nodes, as far back as there is room for. */
export function rememberNodeEvents(hub: EventHub, now: () => Date, room = 2_000): NodeEvents {
  const nodes = new Map<string, Node>();
  const events: NodeEvent[] = [];
  let since = now().toISOString();
  const stop = hub.subscribe(({ event }) => {
    for (const happened of happeningsOf(event, nodes)) events.push(happened);
    while (events.length > room) since = events.shift()?.time ?? since;
  });
  return {
    get since() {
      return since;
    },
    list: () => [...events],
    close: stop,
  };
}

/** What an event of the platform says that happened to nodes; notes their new state in `nodes`. */
function happeningsOf(event: PlatformEvent, nodes: Map<string, Node>): NodeEvent[] {
  const { time } = event;
  if (event.type === 'engine') {
    const what = event.reachable ? 'engine-back' : 'engine-lost';
    return [{ time, node: null, what, detail: event.detail }];
  }
  if (event.type !== 'node') return [];
  const { node } = event;
  const before = nodes.get(node.name);
  nodes.set(node.name, node);
  return changesOf(before, node).map((change) => ({ time, node: node.name, detail: null, ...change }));
}

type Change = Pick<NodeEvent, 'what'> & Partial<Pick<NodeEvent, 'detail'>>;

/** The changes between two states of a node. The first state that is seen is no change but the node's coming. */
export function changesOf(before: Node | undefined, after: Node): Change[] {
  if (before === undefined || before.state === 'missing') {
    return after.state === 'missing' ? [] : [{ what: 'joined', detail: `state ${after.state}` }];
  }
  return [...stateChange(before, after), ...healthChange(before, after)];
}

function stateChange(before: Node, after: Node): Change[] {
  if (after.state === 'missing') return [{ what: 'removed' }];
  const isDead = (state: Node['state']): boolean => state === 'stopped' || state === 'restarting';
  if (isDead(after.state)) {
    const detail = after.exitCode === null ? null : `exit code ${after.exitCode}`;
    return isDead(before.state) ? [] : [{ what: 'died', detail }];
  }
  if (isDead(before.state)) return [{ what: 'started' }];
  if (after.startedAt !== before.startedAt) return [{ what: 'restarted' }];
  if (before.state === after.state) return [];
  return [{ what: after.state === 'paused' ? 'paused' : 'resumed' }];
}

function healthChange(before: Node, after: Node): Change[] {
  if (before.health === after.health) return [];
  if (after.health === 'unhealthy') return [{ what: 'unhealthy' }];
  return after.health === 'healthy' ? [{ what: 'healthy' }] : [];
}
