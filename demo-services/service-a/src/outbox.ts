import { context } from '@opentelemetry/api';

interface Options<Item> {
  /** How many items may wait. */
  limit: number;
  /** How many are delivered at once. */
  workers: number;
  deliver: (item: Item) => Promise<void>;
}

/**
 * A bounded queue in memory of what has been acknowledged but not delivered.
 * What it holds is lost with the process: that is the risk of acknowledging early, and a lesson of the lab.
 */
export class Outbox<Item> {
  readonly #options: Options<Item>;
  readonly #waiting: (() => Promise<void>)[] = [];
  #busy = 0;
  #onEmpty: (() => void) | undefined;

  constructor(options: Options<Item>) {
    this.#options = options;
  }

  /** How many items wait; those being delivered are not among them. */
  get length(): number {
    return this.#waiting.length;
  }

  /** How many items are neither delivered nor given up. */
  get unfinished(): number {
    return this.#waiting.length + this.#busy;
  }

  /** Takes an item, or returns false if it is full. */
  offer(item: Item): boolean {
    if (this.#waiting.length >= this.#options.limit) return false;
    // Delivered later, but as part of the trace of the request that brought it.
    this.#waiting.push(context.bind(context.active(), () => this.#options.deliver(item)));
    this.#startWorkers();
    return true;
  }

  /** Resolves once everything is delivered or given up. */
  async drained(): Promise<void> {
    if (this.unfinished > 0) await new Promise<void>((resolve) => (this.#onEmpty = resolve));
  }

  #startWorkers(): void {
    while (this.#busy < this.#options.workers) {
      const deliver = this.#waiting.shift();
      if (!deliver) return;
      this.#busy++;
      void deliver().finally(() => {
        this.#busy--;
        this.#startWorkers();
        if (this.unfinished === 0) this.#onEmpty?.();
      });
    }
  }
}
