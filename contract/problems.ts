import { z } from 'zod';

/**
 * Every way in which the platform refuses or fails, by name.
 *
 * One table serves the API, the editor and the terminal, so that all three say the same sentence. `title` says
 * what is wrong, `remedy` what a person can do about it; the `detail` of an actual problem adds the names and
 * numbers of the case.
 */
export const problems = {
  'invalid-request': {
    status: 400,
    title: 'The request is not valid.',
    remedy: 'Correct the fields listed under "errors". GET /api/openapi.json describes every body.',
  },
  'malformed-json': {
    status: 400,
    title: 'The body is not valid JSON.',
    remedy: 'Send one JSON object, encoded as UTF-8.',
  },
  'body-too-large': {
    status: 413,
    title: 'The body is too large.',
    remedy: 'Bodies are at most 64 KiB.',
  },
  'unsupported-media-type': {
    status: 415,
    title: 'The body must be JSON.',
    remedy: 'Send the header "content-type: application/json".',
  },
  'not-authorized': {
    status: 401,
    title: 'A valid token is required.',
    remedy: 'Send "authorization: Bearer <token>" with the token that DSP_API_TOKEN was set to.',
  },
  'host-not-allowed': {
    status: 421,
    title: 'This host name is not served.',
    remedy: 'Use http://localhost:5050, or add the name to DSP_ALLOWED_HOSTS.',
  },
  'origin-not-allowed': {
    status: 403,
    title: 'Requests from other web sites are refused.',
    remedy: "Use the platform's own page, the editor or the terminal.",
  },
  'too-many-requests': {
    status: 429,
    title: 'Too many changes in a short time.',
    remedy: 'Wait a second and try again.',
  },
  'not-found': {
    status: 404,
    title: 'There is nothing at this address.',
    remedy: 'GET /swagger shows every address of the API.',
  },
  'method-not-allowed': {
    status: 405,
    title: 'This address does not know this method.',
    remedy: 'GET /swagger shows every address of the API.',
  },
  'node-not-found': {
    status: 404,
    title: 'There is no such node.',
    remedy: 'GET /api/nodes lists the nodes. A container becomes a node by the label dsp.node=<name>.',
  },
  'no-target': {
    status: 422,
    title: 'No node matches the targets.',
    remedy: 'GET /api/nodes lists the nodes with their labels. Only running nodes can be broken.',
  },
  'node-not-running': {
    status: 409,
    title: 'The node is not running.',
    remedy: 'Start the node, or end the fault that stopped it, then try again.',
  },
  'fault-not-found': {
    status: 404,
    title: 'There is no such fault.',
    remedy: 'GET /api/faults lists the faults.',
  },
  'fault-already-over': {
    status: 409,
    title: 'This fault is already over.',
    remedy: 'Nothing is left to do. GET /api/faults/{id} shows how it ended.',
  },
  'fault-conflict': {
    status: 409,
    title: 'This fault cannot be added to one that is active on the same node.',
    remedy: 'End the other fault first: DELETE /api/faults/{id}.',
  },
  'driver-unavailable': {
    status: 409,
    title: 'No driver can do this fault here.',
    remedy: 'GET /api/capabilities says what each driver needs. "driver": "auto" takes one that works.',
  },
  'run-not-found': {
    status: 404,
    title: 'There is no such traffic run.',
    remedy: 'GET /api/traffic lists the runs.',
  },
  'rate-not-changeable': {
    status: 409,
    title: 'The rate of this run cannot be changed.',
    remedy: 'Only a constant run that is running has a rate to change. Start another run instead.',
  },
  'script-not-found': {
    status: 422,
    title: 'There is no such k6 script.',
    remedy: 'Put it into the folder that DSP_K6_SCRIPTS names, and give its plain file name.',
  },
  'target-not-in-lab': {
    status: 422,
    title: 'Traffic may only go to a node of the lab network.',
    remedy: 'Use the name of a node as the host, such as http://service-a/api/message-a.',
  },
  'image-missing': {
    status: 503,
    title: 'A container image that this needs is not at hand.',
    remedy: 'Run "npm start", which pulls or builds the images, then try again.',
  },
  'engine-unreachable': {
    status: 503,
    title: 'The container engine does not answer.',
    remedy: 'Start Docker, then try again; the platform reconnects by itself. "npm run doctor" says more.',
  },
  'engine-failed': {
    status: 502,
    title: 'The container engine could not do it.',
    remedy: 'The detail holds the words of the engine. "npm run doctor" checks the machine.',
  },
  'telemetry-unreachable': {
    status: 503,
    title: 'A telemetry server does not answer.',
    remedy: 'Wait until it is up: GET /api/health shows each part.',
  },
  'query-refused': {
    status: 422,
    title: 'Prometheus does not accept this query.',
    remedy: 'The detail holds the words of Prometheus.',
  },
  'trace-not-found': {
    status: 404,
    title: 'There is no such trace.',
    remedy: 'A trace is found about a second after its request, and kept for two days.',
  },
  'live-limit': {
    status: 429,
    title: 'Too many different charts or searches of logs are followed live.',
    remedy: 'Close pages that are not looked at, or choose the same service, node and run in all of them.',
  },
  'internal-error': {
    status: 500,
    title: 'Something unexpected went wrong.',
    remedy: 'The log of the Platform API has the details under the request id: docker logs dsp-api-1.',
  },
} as const satisfies Record<string, { status: number; title: string; remedy: string }>;

/** The name of a problem: stable, for programs to act on. */
export type ProblemCode = keyof typeof problems;

/** What is wrong with one field of a request. */
export const FieldError = z
  .object({
    field: z.string().meta({ description: 'Path of the field, such as "params.delayMs".' }),
    message: z.string().meta({ description: 'What is wrong, with the bound that was crossed.' }),
    value: z.unknown().optional().meta({ description: 'The value that was sent.' }),
  })
  .meta({ id: 'FieldError' });
export type FieldError = z.infer<typeof FieldError>;

/** A problem document (RFC 9457), with our name of the problem, a remedy and the fields at fault. */
export const Problem = z
  .object({
    type: z.string().meta({ example: 'urn:dsp:problem:node-not-found' }),
    title: z.string(),
    status: z.int(),
    detail: z.string().optional(),
    instance: z.string().optional().meta({ description: 'The request id, to be found in the log.' }),
    code: z.string().meta({ example: 'node-not-found' }),
    remedy: z.string(),
    errors: z.array(FieldError).optional(),
  })
  .meta({ id: 'Problem' });
export type Problem = z.infer<typeof Problem>;

/** Makes the problem document of a named problem. `instance` is added by whoever answers the request. */
export function problemDocument(code: ProblemCode, detail?: string, errors?: FieldError[]): Problem {
  const { status, title, remedy } = problems[code];
  return {
    type: `urn:dsp:problem:${code}`,
    title,
    status,
    code,
    remedy,
    ...(detail === undefined ? {} : { detail }),
    ...(errors === undefined ? {} : { errors }),
  };
}

/** The one error that is thrown for an expected failure; everything else is a defect. */
export class ProblemError extends Error {
  readonly code: ProblemCode;
  readonly detail: string | undefined;
  readonly errors: FieldError[] | undefined;

  constructor(code: ProblemCode, detail?: string, options?: { cause?: unknown; errors?: FieldError[] }) {
    super(detail ?? problems[code].title, { cause: options?.cause });
    this.name = 'ProblemError';
    this.code = code;
    this.detail = detail;
    this.errors = options?.errors;
  }

  toDocument(): Problem {
    return problemDocument(this.code, this.detail, this.errors);
  }
}
