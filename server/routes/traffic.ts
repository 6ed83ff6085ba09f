import type { Handlers } from '../http/bind-routes.ts';
import type { NodeRegistry } from '../nodes/registry.ts';
import { checkTargets } from '../traffic/check-target.ts';
import type { Runs } from '../traffic/runs.ts';

type TrafficHandlers = Pick<Handlers, Extract<keyof Handlers, `traffic${string}`>>;

/** The routes of traffic. @param labNetwork The network whose nodes alone may be targets. */
export function trafficRoutes(runs: Runs, registry: NodeRegistry, labNetwork: string): TrafficHandlers {
  return {
    trafficStart({ body }) {
      checkTargets(body, registry.list(), labNetwork);
      return runs.start(body);
    },
    trafficPlan: ({ body }) => runs.plan(body),
    async trafficStop({ body }) {
      return { runs: body.id === undefined ? await runs.stopAll() : [await runs.stop(body.id)] };
    },
    trafficList: () => ({ runs: runs.list() }),
    trafficGet: ({ params }) => runs.get(params.id),
    trafficChange: ({ params, body }) => runs.changeRate(params.id, body.rps),
    trafficDelete: ({ params }) => runs.stop(params.id),
  };
}
