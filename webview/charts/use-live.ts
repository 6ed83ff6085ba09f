import { batch, signal, type Signal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import type { LivePoints } from '../../contract/panels.ts';
import { withQuery } from '../../contract/wire/addresses.ts';
import { problemError, wordsOf } from '../../contract/wire/call-error.ts';
import { stream } from '../state/api.ts';
import { isVisible } from '../state/visibility.ts';
import { createPanelStore, type PanelStore } from './panel-store.ts';
import { useDirectEffect } from './use-direct-effect.ts';

/** Which panels are followed, and with which variables. */
export interface LiveAsked {
  panels: readonly string[];
  service?: string | undefined;
  node?: string | undefined;
  run?: string | undefined;
  sinceSeconds: number;
}

/** Panels as they go on. */
export interface Live {
  store(panel: string): PanelStore | undefined;
  /** Grows when there are new points, at most once a frame. */
  version: Signal<number>;
  problem: Signal<string | undefined>;
}

/**
 * Follows panels while they can be seen, with one stream for all of them. Asks anew when a signal that `asked` reads
 * has changed; what was drawn stays until the new history is there. `onLatest` is told the latest second of which there
 * are points, together with them.
 */
export function useLive(asked: () => LiveAsked, onLatest?: (seconds: number) => void): Live {
  const live = useMemo(() => createLive(onLatest), []);
  useDirectEffect(() => {
    const { panels, ...query } = asked();
    if (!isVisible.value || panels.length === 0) return undefined;
    const names = panels.join(',');
    return stream(withQuery('/api/live', { panels: names, ...query }), {
      onEvent({ event, data }) {
        if (event === 'points') live.take(data as LivePoints, query.sinceSeconds);
        else live.problem.value = wordsOf(problemError(503, data));
      },
      onDown: (reason) => (live.problem.value = reason),
    });
  });
  return live;
}

function createLive(
  onLatest?: (seconds: number) => void,
): Live & { take(points: LivePoints, keepSeconds: number): void } {
  const stores = new Map<string, PanelStore>();
  const version = signal(0);
  const problem = signal<string | undefined>(undefined);
  let isScheduled = false;

  function publish(): void {
    isScheduled = false;
    batch(() => {
      let end = 0;
      for (const { times } of stores.values()) end = Math.max(end, times.at(-1) ?? 0);
      if (end > 0) onLatest?.(end);
      version.value++;
    });
  }

  return {
    version,
    problem,
    store: (panel) => stores.get(panel),
    take(points, keepSeconds) {
      const store = stores.get(points.panel) ?? createPanelStore();
      stores.set(points.panel, store);
      store.take(points, keepSeconds);
      problem.value = undefined;
      // The points of all panels come one after the other; they are drawn together.
      if (!isScheduled) requestAnimationFrame(publish);
      isScheduled = true;
    },
  };
}
