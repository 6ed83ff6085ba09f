import type { Fault } from '../../contract/faults/fault.ts';
import type { Node } from '../../contract/nodes.ts';
import type { TrafficRun } from '../../contract/traffic/run.ts';
import type { Translate } from '../../contract/words/translate.ts';

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

/** A number with its unit as `contract/words/format.ts` writes it, with the unit in the editor's language. */
export function inUnits(t: Translate, text: string): string {
  return text.replace(/\p{L}+/gu, (unit) => t(unit));
}
