/** Lets work wait for images that other work is still making. */
export interface ImageLatch {
  /** Says what became of an image. */
  settle(reference: string, isAtHand: boolean): void;
  /** Waits until all of these are settled and gives back those that are not at hand. */
  wait(references: readonly string[]): Promise<string[]>;
}

/**
 * Makes a latch for images that are being made; any other image counts as at hand at once. When the work is cut short,
 * nothing that is still open will come.
 */
export function createImageLatch(pending: readonly string[], signal: AbortSignal): ImageLatch {
  const settlers = new Map<string, (isAtHand: boolean) => void>();
  const settled = new Map(
    pending.map((reference) => [
      reference,
      new Promise<boolean>((resolve) => {
        settlers.set(reference, resolve);
      }),
    ]),
  );
  signal.addEventListener('abort', () => settlers.forEach((settle) => settle(false)), { once: true });
  return {
    settle: (reference, isAtHand) => settlers.get(reference)?.(isAtHand),
    async wait(references) {
      const missing = await Promise.all(
        references.map(async (reference) => ((await settled.get(reference)) === false ? [reference] : [])),
      );
      return missing.flat();
    },
  };
}
