import { setTimeout as sleep } from 'node:timers/promises';
import { Failure, throwIfInterrupted } from '../failure.ts';
import { formatSeconds } from '../../system/terminal/duration.ts';
import type { Step } from '../print/steps.ts';
import type { TelemetrySign } from './telemetry-signs.ts';

export interface TelemetryOptions {
  readonly signs: readonly TelemetrySign[];
  readonly step: Step;
  readonly signal: AbortSignal;
  /** Gives a reason to stop waiting, such as a run that has failed. */
  readonly hopeless: () => Promise<string | undefined>;
  readonly timeoutMs?: number;
  readonly pollMs?: number;
}

const telemetryTimeoutMs = 60_000;

/** Waits until every sign is seen: only then is the platform live, whatever its parts say of their own health. */
export async function waitForTelemetry(options: TelemetryOptions): Promise<void> {
  const { signal } = options;
  const end = new AbortController();
  const anyEnd = AbortSignal.any([signal, end.signal]);
  const deadline = Date.now() + (options.timeoutMs ?? telemetryTimeoutMs);
  const began = Date.now();
  const seen: string[] = [];
  const missing = await Promise.all(
    options.signs.map(async (sign) => {
      const absent = await waitForSign(sign, options, deadline, anyEnd);
      if (absent === undefined) seen.push(`${sign.title} ${formatSeconds((Date.now() - began) / 1000)}`);
      return absent;
    }),
  );
  end.abort();
  throwIfInterrupted(signal);
  const absent = missing.filter((sign) => sign !== undefined);
  if (absent.length === 0) return options.step.note(seen.join(', '));
  const reason = await options.hopeless();
  throw new Failure(
    `The platform runs, but this did not arrive: ${absent.map(({ title }) => title).join(', ')}.`,
    {
      remedy: `Look at ${absent.map(({ suspects }) => suspects).join('; ')}.`,
      details: reason === undefined ? [] : [reason],
    },
  );
}

async function waitForSign(
  sign: TelemetrySign,
  options: TelemetryOptions,
  deadline: number,
  signal: AbortSignal,
): Promise<TelemetrySign | undefined> {
  const item = options.step.item(sign.title);
  item.update('waiting');
  try {
    for (let tries = 1; !signal.aborted; tries++) {
      if (await sign.see(signal)) return undefined;
      if (Date.now() > deadline) return sign;
      if (tries % 10 === 0 && (await options.hopeless()) !== undefined) return sign;
      await sleep(options.pollMs ?? 200, undefined, { signal }).catch(() => undefined);
    }
    return sign;
  } finally {
    item.end();
  }
}
