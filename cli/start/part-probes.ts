import { apiUrl } from '../platform/api.ts';
import { jsonOf, type HttpProbe } from './http-probe.ts';

/** Says why a part is not ready yet; `undefined` when it is. */
export type PartProbe = (signal: AbortSignal) => Promise<string | undefined>;

const ready = async (
  probe: HttpProbe,
  url: string,
  signal: AbortSignal,
  accept: (status: number) => boolean,
) => {
  const answer = await probe(url, signal);
  if (!answer.answered) return `no answer (${answer.reason})`;
  return accept(answer.status) ? undefined : firstLine(answer.body) || `status ${answer.status}`;
};

const isOk = (status: number) => status >= 200 && status < 300;
/** A node answers as it likes to a GET of its root; any answer shows that it serves. */
const isAnswer = () => true;

/** How each part is asked whether it is ready: by its own endpoint, not by whether its container has started. */
export function partProbes(
  probe: HttpProbe,
  env: Readonly<Record<string, string | undefined>>,
): ReadonlyMap<string, PartProbe> {
  const health = `${apiUrl(env)}/api/health`;
  const own = (url: string, accept: (status: number) => boolean): PartProbe => {
    return (signal) => ready(probe, url, signal, accept);
  };
  return new Map<string, PartProbe>([
    ['api', own(health, isOk)],
    // The Collector publishes no port, so that only nodes can send to it. The API sees it from inside.
    ['collector', async (signal) => partOfHealth(jsonOf(await probe(health, signal)), 'collector')],
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
