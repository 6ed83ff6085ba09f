/** What a server answered, or why it did not. */
export type ProbeAnswer =
  | { readonly answered: true; readonly status: number; readonly body: string }
  | { readonly answered: false; readonly reason: string };

/** Asks an HTTP address of this machine; never throws. */
export type HttpProbe = (url: string, signal: AbortSignal) => Promise<ProbeAnswer>;

const probeTimeoutMs = 3_000;

export const httpProbe: HttpProbe = async (url, signal) => {
  try {
    const answer = await fetch(url, {
      signal: AbortSignal.any([signal, AbortSignal.timeout(probeTimeoutMs)]),
    });
    return { answered: true, status: answer.status, body: await answer.text() };
  } catch (error) {
    const { cause, message } = error as Error & { cause?: { code?: string } };
    return { answered: false, reason: cause?.code ?? message };
  }
};

/** The JSON of a successful answer, or `undefined`. */
export function jsonOf(answer: ProbeAnswer): unknown {
  if (!answer.answered || answer.status !== 200) return undefined;
  try {
    return JSON.parse(answer.body);
  } catch {
    return undefined;
  }
}
