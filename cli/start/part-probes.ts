import { apiUrl } from '../platform/api.ts';
import { jsonOf, type HttpProbe, type ProbeAnswer } from './http-probe.ts';

/** Says why a part is not ready yet; `undefined` when it is. */
export type PartProbe = (signal: AbortSignal) => Promise<string | undefined>;

function reasonOf(answer: ProbeAnswer, accept: (status: number) => boolean): string | undefined {
  if (!answer.answered) return `no answer (${answer.reason})`;
  return accept(answer.status) ? undefined : firstLine(answer.body) || `status ${answer.status}`;
}

const isOk = (status: number) => status >= 200 && status < 300;
/** A node answers as it likes to a GET of its root; any answer shows that it serves. */
const isAnswer = () => true;

/** How each part is asked whether it is ready: by its own endpoint, not by whether its container has started. */
export function partProbes(
  probe: HttpProbe,
  env: Readonly<Record<string, string | undefined>>,
): ReadonlyMap<string, PartProbe> {
  const own = (url: string, accept: (status: number) => boolean): PartProbe => {
    return async (signal) => reasonOf(await probe(url, signal), accept);
  };
  const token = env['DSP_API_TOKEN'];
  const askApi = (signal: AbortSignal) =>
    probe(`${apiUrl(env)}/api/health`, signal, token ? { authorization: `Bearer ${token}` } : {});
  return new Map<string, PartProbe>([
    ['api', async (signal) => reasonOf(await askApi(signal), isOk)],
    // The Collector publishes no port, so that only nodes can send to it. The API sees it from inside.
    ['collector', async (signal) => partOfHealth(jsonOf(await askApi(signal)), 'collector')],
    ['prometheus', own('http://127.0.0.1:9090/-/ready', isOk)],
    ['tempo', own('http://127.0.0.1:3200/ready', isOk)],
    ['loki', own('http://127.0.0.1:3100/ready', isOk)],
    ['grafana', own('http://127.0.0.1:3000/api/health', isOk)],
    ['service-a', own('http://127.0.0.1:10001/', isAnswer)],
    ['service-b', own('http://127.0.0.1:10002/', isAnswer)],
  ]);
}

function partOfHealth(health: unknown, name: string): string | undefined {
  const { parts } = (health ?? {}) as { parts?: { name: string; status: string; detail: string | null }[] };
  if (parts === undefined) return 'the Platform API, which watches it, does not answer yet';
  const part = parts.find((each) => each.name === name);
  return part?.status === 'up' ? undefined : (part?.detail ?? 'not seen by the Platform API yet');
}

function firstLine(text: string): string {
  return (text.trim().split('\n')[0] ?? '').slice(0, 100);
}
