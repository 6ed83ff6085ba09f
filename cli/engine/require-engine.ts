import { Failure } from '../failure.ts';
import type { Docker } from '../host/docker.ts';
import { readMachine } from '../host/machine.ts';
import { engineRemedy } from './engine-remedy.ts';
import { judgeEngine, type EngineState } from './engine-state.ts';
import { readEngineFacts } from './read-engine.ts';

/** The state of the engine, and the failure to throw where it has to be reachable. */
export async function readEngineState(
  docker: Docker,
): Promise<{ readonly state: EngineState; readonly failure: Failure | undefined }> {
  const facts = await readEngineFacts(docker);
  const state = judgeEngine(facts);
  if (state.kind === 'reachable') return { state, failure: undefined };
  const remedy = engineRemedy(state, facts, readMachine());
  return { state, failure: new Failure(state.finding, { remedy }) };
}
