import type { RouteInput, RouteName, RouteOutput } from '../../contract/routes.ts';
import type { CommandContext } from '../arguments/command.ts';
import { apiFailure, apiUrl, connectApi } from './api.ts';

/** Calls the API for a command: whatever goes wrong becomes a sentence and a remedy. */
export async function callApi<N extends RouteName>(
  context: Pick<CommandContext, 'env' | 'signal'>,
  name: N,
  input: RouteInput<N>,
): Promise<RouteOutput<N>> {
  try {
    return await connectApi(context.env)(name, input, context.signal);
  } catch (error) {
    throw apiFailure(error, apiUrl(context.env));
  }
}
