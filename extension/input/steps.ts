/** How a step ended: with an answer, with the wish to go back, or not at all. */
export type Answer = 'next' | 'back' | 'cancelled';

/** Where a step stands among the others. */
export interface Position {
  step: number;
  totalSteps: number;
  canGoBack: boolean;
}

/** Asks one thing and keeps the answer. */
export type Step = (position: Position) => Promise<Answer>;

/**
 * Asks one step after another, and goes back where that is wished.
 *
 * @param stepsOf The steps for what was answered so far; asked anew after each answer, because one answer can
 * decide what else has to be asked.
 * @returns Whether all were answered.
 */
export async function runSteps(stepsOf: () => readonly Step[]): Promise<boolean> {
  let at = 0;
  for (;;) {
    const steps = stepsOf();
    const step = steps[at];
    if (step === undefined) return true;
    const answer = await step({ step: at + 1, totalSteps: steps.length, canGoBack: at > 0 });
    if (answer === 'cancelled') return false;
    at = answer === 'back' ? Math.max(0, at - 1) : at + 1;
  }
}
