/** Milliseconds of a frame that are spent on charts: what is left belongs to the person's hands. */
const budgetMs = 10;

interface Job {
  distance: number;
  draw: () => void;
}

/** Time, which tests replace. */
export interface Frames {
  now(): number;
  next(run: () => void): void;
}

const browserFrames: Frames = {
  now: () => performance.now(),
  next: (run) => void requestAnimationFrame(run),
};

/**
 * Draws one after the other, those in sight first, as many in a frame as it has time for. Returns what forgets a drawing
 * that was not made yet.
 */
export function createDrawQueue(frames: Frames = browserFrames) {
  let jobs: Job[] = [];
  let isWaiting = false;

  async function drawSome(): Promise<void> {
    const end = frames.now() + budgetMs;
    jobs.sort((a, b) => a.distance - b.distance);
    do {
      jobs.shift()?.draw();
      // A chart puts off its work to the end of the task, and that counts as well.
      await Promise.resolve();
    } while (jobs.length > 0 && frames.now() < end);
    isWaiting = false;
    if (jobs.length > 0) wait();
  }

  function wait(): void {
    if (isWaiting) return;
    isWaiting = true;
    frames.next(() => void drawSome());
  }

  return (distance: number, draw: () => void): (() => void) => {
    const job = { distance, draw };
    jobs.push(job);
    wait();
    return () => (jobs = jobs.filter((each) => each !== job));
  };
}

/** The queue of all charts of the page. */
export const drawSoon = createDrawQueue();
