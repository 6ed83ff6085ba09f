import { describeEndpoint } from '../../cli/engine/endpoint.ts';
import { engineRemedy } from '../../cli/engine/engine-remedy.ts';
import { judgeEngine, type EngineState as CliEngineState } from '../../cli/engine/engine-state.ts';
import { readEngineFacts } from '../../cli/engine/read-engine.ts';
import { createDocker } from '../../cli/host/docker.ts';
import { readMachine } from '../../cli/host/machine.ts';
import { inEditorWords } from '../../cli/print/editor-words.ts';

/** Whether the platform could be started here, as far as the Docker engine goes. */
export type EngineState =
  | { readonly kind: 'running'; readonly where: string }
  | {
      readonly kind: 'not-installed' | 'not-running' | 'no-permission' | 'unreachable';
      /** The endpoint that was tried, with what chose it. */
      readonly where: string;
      /** What is wrong, with the endpoint and the cause. */
      readonly sentence: string;
      /** What to do about it on this very machine. */
      readonly remedy: string;
    };

/**
 * Looks for the Docker engine of this machine, by one question over its socket. Only an endpoint that speaks TLS or
 * ssh costs a `docker version`. Changes nothing and never throws; an abort throws the signal's reason.
 */
export async function readEngineState(options: {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly signal: AbortSignal;
}): Promise<EngineState> {
  const { env, signal } = options;
  const facts = await readEngineFacts(createDocker(), { env, signal });
  signal.throwIfAborted();
  const state = judgeEngine(facts);
  const where = describeEndpoint(facts.endpoint);
  const kind = kinds[state.kind];
  if (kind === 'running') return { kind, where };
  const remedy = inEditorWords(engineRemedy(state, facts, readMachine()) ?? '');
  return { kind, where, sentence: state.finding, remedy };
}

const kinds: Readonly<Record<CliEngineState['kind'], EngineState['kind']>> = {
  reachable: 'running',
  // Compose is a plugin of this command: without it an engine is of no use here.
  'command-missing': 'not-installed',
  'not-installed': 'not-installed',
  'not-running': 'not-running',
  'no-permission': 'no-permission',
  'endpoint-unreachable': 'unreachable',
  'context-missing': 'unreachable',
  'not-an-engine': 'unreachable',
};
