/**
 * Milliseconds that are drawn at a time; then the page listens to the person's hands. More would be felt (50 ms), and
 * with less the same charts need more frames, each of which costs some milliseconds itself.
 */
const budgetMs = 30;

interface Job {
  distance: number;
  draw: () => void;
}

/** Time, which tests replace. */
export interface Frames {
  now(): number;
  /** In the next task: what is drawn there is in the next frame. */
  soon(run: () => void): void;
  /** In the next frame. */
  next(run: () => void): void;
}

const browserFrames: Frames = {
  now: () => performance.now(),
  soon: (run) => void setTimeout(run),
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
    isWaiting = jobs.length > 0;
    if (isWaiting) frames.next(() => void drawSome());
  }

  return (distance: number, draw: () => void): (() => void) => {
    const job = { distance, draw };
    jobs.push(job);
    // Charts come into sight one by one, in the same task.
    if (!isWaiting) frames.soon(() => void drawSome());
    isWaiting = true;
    return () => (jobs = jobs.filter((each) => each !== job));
  };
}

/** The queue of all charts of the page. */
export const drawSoon = createDrawQueue();
