import { readBody } from '../body.ts';
import { DeliveryError, type Delivery } from '../delivery.ts';
import type { Answer, Handler } from '../http.ts';
import type { Logger } from '../logging.ts';
import { idempotencyKey, messageSchema, type Message } from '../messages.ts';
import { Problem } from '../problems.ts';

/** Delivers a message while the caller waits. */
export type Deliver = (message: Message, key: string, callerGone: AbortSignal) => Promise<Delivery>;

/** Takes a message for a later delivery; false if there is no room for it. */
export type Enqueue = (message: Message, key: string) => boolean;

/** Acknowledges a message after ServiceB has answered: what is acknowledged has arrived. */
export function acknowledgeAfterDelivery(deliver: Deliver, logger: Logger): Handler {
  return async ({ request, callerGone }): Promise<Answer> => {
    const message = await readBody(request, messageSchema);
    const key = idempotencyKey(request.headers);
    try {
      const { attempts, answer } = await deliver(message, key, callerGone);
      logger.info('message delivered', { idempotency_key: key, attempts });
      return { status: 200, body: { idempotencyKey: key, attempts, serviceB: answer } };
    } catch (error) {
      throw error instanceof DeliveryError ? undelivered(error) : error;
    }
  };
}

/** Acknowledges a message at once and delivers it later: the answer is quick, but it promises nothing. */
export function acknowledgeAtOnce(enqueue: Enqueue): Handler {
  return async ({ request }): Promise<Answer> => {
    const message = await readBody(request, messageSchema);
    const key = idempotencyKey(request.headers);
    if (!enqueue(message, key)) {
      throw new Problem(503, 'outbox-full', 'Too many messages wait for their delivery. Try again later.', {
        headers: { 'retry-after': '1' },
      });
    }
    return { status: 202, body: { idempotencyKey: key } };
  };
}

function undelivered(error: DeliveryError): Problem {
  const { failure, attempts, status } = error;
  const members = { attempts, ...(status === undefined ? {} : { upstreamStatus: status }) };
  return failure === 'timeout'
    ? new Problem(504, 'upstream-timeout', error.message, { members, cause: error })
    : new Problem(502, `upstream-${failure}`, error.message, { members, cause: error });
}
