import { setTimeout as sleep } from 'node:timers/promises';
import { backoffMs } from './backoff.ts';
import type { Config } from './config.ts';
import { DeliveryError, type Delivery } from './delivery.ts';
import type { Message } from './messages.ts';
import { withResendCount } from './telemetry/resend-count.ts';

type Options = Pick<Config, 'serviceBUrl' | 'clientTimeoutMs' | 'retries' | 'retryBackoffMs'>;

/** Delivers messages to ServiceB, as often as it takes or is allowed. */
export class ServiceBClient {
  readonly #url: URL;
  readonly #options: Options;
  readonly #random: () => number;

  constructor(options: Options, random = Math.random) {
    this.#url = new URL('/api/message-b', options.serviceBUrl);
    this.#options = options;
    this.#random = random;
  }

  /** Sends a message until it is answered. Every attempt carries the same key, which is what makes repeating safe. */
  async deliver(message: Message, key: string, signal?: AbortSignal): Promise<Delivery> {
    for (let attempt = 1; ; attempt++) {
      try {
        const answer = await withResendCount(attempt - 1, () => this.#send(message, key, signal));
        return { attempts: attempt, answer };
      } catch (error) {
        if (!(error instanceof DeliveryError)) throw error;
        error.attempts = attempt;
        if (!error.isTransient || attempt > this.#options.retries) throw error;
      }
      await sleep(backoffMs(this.#options.retryBackoffMs, attempt, this.#random), undefined, { signal });
    }
  }

  async #send(message: Message, key: string, signal: AbortSignal | undefined): Promise<unknown> {
    const { clientTimeoutMs } = this.#options;
    const timeout = new AbortController();
    const timer = setTimeout(() => timeout.abort(new AttemptTimeout()), clientTimeoutMs);
    let status: number;
    let body: string;
    try {
      const response = await fetch(this.#url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'idempotency-key': key },
        body: JSON.stringify(message),
        signal: signal ? AbortSignal.any([signal, timeout.signal]) : timeout.signal,
      });
      status = response.status;
      // Read to its end whatever the status, as only then the connection is free for the next request.
      body = await response.text();
    } catch (cause) {
      signal?.throwIfAborted();
      throw timeout.signal.aborted
        ? new DeliveryError('timeout', `ServiceB did not answer within ${clientTimeoutMs} ms.`, { cause })
        : new DeliveryError('unreachable', `ServiceB could not be reached: ${reason(cause)}.`, { cause });
    } finally {
      clearTimeout(timer);
    }
    if (status >= 300) throw new DeliveryError('refused', `ServiceB answered ${status}.`, { status });
    return parsed(body);
  }
}

/** Telemetry calls a failure by its name; AbortSignal.timeout's error would be called 23, after its legacy code. */
class AttemptTimeout extends Error {
  override name = 'TimeoutError';
}

/** What fetch hides: its own error only says that it failed. */
function reason(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined;
  if (cause instanceof Error) return 'code' in cause ? String(cause.code) : cause.message;
  return String(error);
}

/** ServiceB may be replaced by a service that answers something else than JSON. */
function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return body;
  }
}
