import { describeEndpoint, isRemote } from '../engine/endpoint.ts';
import { canProvideEngine, engineRemedy } from '../engine/engine-remedy.ts';
import type { Check } from './check.ts';
import { error, ok, warning } from './finding.ts';

/** Whether an engine answers, where it was looked for, and what stands in the way. */
export const engineCheck: Check = {
  id: 'engine',
  title: 'Docker Engine',
  needsEngine: false,
  run: ({ engine, host }) => {
    const { facts, state } = engine;
    if (state.kind !== 'reachable') {
      const byHand = engineRemedy(state, facts, host.machine);
      const provided = host.mayInstall === false ? undefined : canProvideEngine(state, host.machine);
      const remedy =
        provided === 'install'
          ? `npm start can install and start it. By hand: ${byHand?.replace(/^Install Docker: /, '')}`
          : byHand;
      return Promise.resolve(error(state.finding, remedy));
    }
    if (isRemote(facts.endpoint)) {
      return Promise.resolve(
        warning(
          `The engine is on another machine: ${describeEndpoint(facts.endpoint)}.`,
          'Use an engine of this machine: the configuration files and the addresses on localhost are here, not there.',
        ),
      );
    }
    return Promise.resolve(ok(state.finding));
  },
};
