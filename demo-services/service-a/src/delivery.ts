/** A delivery that ServiceB has answered. */
export interface Delivery {
  /** How often the message was sent until then. */
  attempts: number;
  /** ServiceB's own words. */
  answer: unknown;
}

/** In which of the ways a delivery can fail it did. */
export type DeliveryFailure = 'timeout' | 'unreachable' | 'refused';

/** A delivery that failed. Unless ServiceB refused it, nobody can know whether it took effect. */
export class DeliveryError extends Error {
  override name = 'DeliveryError';
  readonly failure: DeliveryFailure;
  /** The status that ServiceB answered, where it did. */
  readonly status: number | undefined;
  attempts = 1;

  constructor(failure: DeliveryFailure, message: string, more: { status?: number; cause?: unknown } = {}) {
    super(message, { cause: more.cause });
    this.failure = failure;
    this.status = more.status;
  }

  /** Whether the same message may succeed when it is sent again. */
  get isTransient(): boolean {
    const { status } = this;
    return status === undefined || status === 408 || status === 429 || status >= 500;
  }
}
