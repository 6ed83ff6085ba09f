import type { Health } from '../../contract/health.ts';
import type { Config } from '../config.ts';

type PartHealth = Health['parts'][number];

/** Where each part says that it is ready. Some of their images hold no shell, so that only asking can tell. */
const readyPaths = {
  collector: '/',
  prometheus: '/-/ready',
  tempo: '/ready',
  loki: '/ready',
  grafana: '/api/health',
} as const;

/** Parts without which there are no metrics or traces. */
const needed: readonly string[] = ['collector', 'prometheus', 'tempo'];

/** Asks every part whether it is ready. */
export async function partsHealth(parts: Config['parts'], send: typeof fetch = fetch): Promise<PartHealth[]> {
  const names = Object.keys(readyPaths) as (keyof typeof readyPaths)[];
  return Promise.all(names.map((name) => partHealth(name, parts[name] + readyPaths[name], send)));
}

async function partHealth(name: string, url: string, send: typeof fetch): Promise<PartHealth> {
  const isNeeded = needed.includes(name);
  try {
    const answer = await send(url, { signal: AbortSignal.timeout(2_000) });
    await answer.body?.cancel();
    const detail = answer.ok ? null : `It answers with status ${answer.status}: it is still starting.`;
    return { name, status: answer.ok ? 'up' : 'down', needed: isNeeded, detail };
  } catch (error) {
    const absent = !isNeeded && isNameUnknown(error);
    return {
      name,
      status: absent ? 'absent' : 'down',
      needed: isNeeded,
      detail: absent ? 'It was not started.' : `It does not answer at ${url}.`,
    };
  }
}

/** The network's name service knows only containers that run. */
function isNameUnknown(error: unknown): boolean {
  const code = (error as { cause?: { code?: string } }).cause?.code;
  return code === 'ENOTFOUND' || code === 'EAI_AGAIN';
}
