import type { Handlers } from '../http/bind-routes.ts';
import type { NodeRegistry } from '../nodes/registry.ts';
import { checkTarget } from '../traffic/check-target.ts';
import type { Runs } from '../traffic/runs.ts';

export function trafficRoutes(
  runs: Runs,
  registry: NodeRegistry,
  labNetwork: string,
): Pick<Handlers, 'trafficStart' | 'trafficStop' | 'trafficList' | 'trafficGet' | 'trafficDelete'> {
  return {
    trafficStart({ body }) {
      checkTarget(body.targetUrl, registry.list(), labNetwork);
      return runs.start(body);
    },
    async trafficStop({ body }) {
      return { runs: body.id === undefined ? await runs.stopAll() : [await runs.stop(body.id)] };
    },
    trafficList: () => ({ runs: runs.list() }),
    trafficGet: ({ params }) => runs.get(params.id),
    trafficDelete: ({ params }) => runs.stop(params.id),
  };
}
