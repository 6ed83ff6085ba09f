import { createClient, problemOf, type Client } from '../../contract/client.ts';
import { problems } from '../../contract/problems.ts';
import { Failure } from '../failure.ts';
import { defaultApiUrl } from './parts.ts';

/** The typed client of the Platform API, with the address and the token that the environment names. */
export function connectApi(
  env: Readonly<Record<string, string | undefined>>,
  options: { readonly timeoutMs?: number } = {},
): Client {
  return createClient({ baseUrl: apiUrl(env), token: env['DSP_API_TOKEN'] || undefined, ...options });
}

/** Address of the Platform API. */
export function apiUrl(env: Readonly<Record<string, string | undefined>>): string {
  return (env['DSP_API_URL'] || defaultApiUrl).replace(/\/+$/, '');
}

/** Turns whatever a call of the API threw into words for a person. */
export function apiFailure(error: unknown, url: string): Failure {
  const problem = problemOf(error);
  if (problem) {
    const { title, remedy } = problems[problem.code];
    const fields = (problem.errors ?? []).map(({ field, message, value }) =>
      value === undefined ? `${field}: ${message}` : `${field}: ${message} (given: ${JSON.stringify(value)})`,
    );
    const message = problem.detail === undefined ? title : `${title} ${problem.detail}`;
    return new Failure(message, { remedy, details: fields });
  }
  const code = errorCode(error);
  if (code === 'TimeoutError') {
    return new Failure(`The Platform API at ${url} did not answer in time.`, {
      remedy: 'npm run status shows what runs; npm start puts it right.',
    });
  }
  if (code === undefined) return new Failure(error instanceof Error ? error.message : String(error));
  return new Failure(`The Platform API does not answer at ${url} (${code}).`, {
    remedy: 'Start the platform: npm start. For another address set DSP_API_URL.',
  });
}

/** What stands in the way of a connection: Node's fetch hides it in the cause. */
function errorCode(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  if (error.name === 'TimeoutError') return 'TimeoutError';
  const cause = error.cause as Partial<NodeJS.ErrnoException & AggregateError> | undefined;
  const [first] = (cause?.errors ?? []) as NodeJS.ErrnoException[];
  return cause?.code ?? first?.code ?? cause?.message;
}
