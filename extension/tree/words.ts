import type { Fault } from '../../contract/faults/fault.ts';
import type { Node } from '../../contract/nodes.ts';
import type { TrafficRun } from '../../contract/traffic/run.ts';

/** Says a text in the editor's language: `vscode.l10n.t`. */
export type Translate = (message: string, ...args: (string | number | boolean)[]) => string;

/** So many faults. */
export function faultCount(t: Translate, count: number): string {
  return count === 1 ? t('1 fault') : t('{0} faults', count);
}

/** States of nodes, faults and runs in the editor's language. */
export function stateWords(t: Translate) {
  return {
    running: t('running'),
    paused: t('paused'),
    restarting: t('restarting'),
    stopped: t('stopped'),
    missing: t('removed'),
    healthy: t('healthy'),
    unhealthy: t('unhealthy'),
    starting: t('starting'),
    active: t('active'),
    ending: t('ending'),
    ended: t('ended'),
    failed: t('failed'),
    planned: t('planned'),
    finished: t('finished'),
    none: '',
  } as const satisfies Record<Node['state'] | Node['health'] | Fault['state'] | TrafficRun['state'], string>;
}
