/** What a tree shows of one thing. */
export interface Shown {
  id: string;
  /** Everything that is seen of it. The same text: nothing to draw anew. */
  signature: string;
}

export interface RefresherOptions {
  /** The things at the root, in order, as they would be drawn now. */
  roots: () => Shown[];
  /** Draws everything anew, or only these. */
  fire: (ids: readonly string[] | undefined) => void;
  /** Least milliseconds between two times of drawing. */
  pauseMs?: number;
  /** From this many changed things on, drawing everything is cheaper than each by itself. */
  mostSingle?: number;
}

const usualPauseMs = 400;
const usualMostSingle = 30;

/**
 * Draws a tree anew as seldom as possible: single things where only they have changed, the whole where things came
 * or went, nothing where nothing that is seen has changed, and never more often than a person can read.
 */
export interface Refresher {
  /** Something may have changed. */
  touch(): void;
  /** Takes what is shown now as drawn: the tree has just asked for its roots. */
  drawn(): void;
  dispose(): void;
}

export function createRefresher(options: RefresherOptions): Refresher {
  const { roots, fire, pauseMs = usualPauseMs, mostSingle = usualMostSingle } = options;
  let before = new Map<string, string>();
  let timer: NodeJS.Timeout | undefined;
  let lastFlush = -Infinity;

  const remember = (now: readonly Shown[]): void => {
    before = new Map(now.map(({ id, signature }) => [id, signature]));
  };

  function flush(): void {
    timer = undefined;
    lastFlush = performance.now();
    const now = roots();
    const isSameList = now.length === before.size && [...before.keys()].every((id, at) => id === now[at]?.id);
    const changed = now.filter(({ id, signature }) => before.get(id) !== signature).map(({ id }) => id);
    remember(now);
    if (!isSameList || changed.length >= mostSingle) fire(undefined);
    else if (changed.length > 0) fire(changed);
  }

  return {
    touch() {
      if (timer !== undefined) return;
      const wait = Math.max(0, pauseMs - (performance.now() - lastFlush));
      timer = setTimeout(flush, wait);
    },
    drawn: () => remember(roots()),
    dispose() {
      clearTimeout(timer);
      timer = undefined;
    },
  };
}
