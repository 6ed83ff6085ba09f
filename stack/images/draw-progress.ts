import { formatSeconds } from '../../system/terminal/duration.ts';
import type { Terminal } from '../../system/terminal/terminal.ts';
import type { ImagePhase, ImageProgress } from './image.ts';

const nameWidth = 16;
const phaseWidth = 9;
const isOver = (phase: ImagePhase) => phase === 'ready' || phase === 'failed' || phase === 'left-out';

/**
 * Draws the progress of images: on a terminal a live line for each that is worked on, elsewhere a plain line
 * whenever one changes its phase. What is over leaves one line that stays. Call `end` when all are over.
 */
export function drawProgress(
  terminal: Terminal,
  now: () => number = Date.now,
): { onProgress: (progress: ImageProgress) => void; end: () => void } {
  const latest = new Map<string, ImageProgress & { readonly at: number }>();

  const live = () => [...latest.values()].map((each) => drawLine(terminal, each, now() - each.at));
  return {
    onProgress(progress) {
      const before = latest.get(progress.image);
      if (isOver(progress.phase)) {
        latest.delete(progress.image);
        terminal.print(drawLine(terminal, progress, 0));
      } else {
        latest.set(progress.image, { ...progress, at: now() });
        if (!terminal.isTty && before?.phase !== progress.phase) {
          terminal.print(drawLine(terminal, progress, 0));
        }
      }
      terminal.setLive(latest.size === 0 ? undefined : live);
    },
    end: () => terminal.setLive(undefined),
  };
}

function drawLine({ style }: Terminal, progress: ImageProgress, sinceMs: number): string {
  const { image, phase, detail, seconds } = progress;
  const isAtWork = phase === 'pulling' || phase === 'building';
  const total = isAtWork ? seconds + sinceMs / 1000 : seconds;
  const time = total > 0 ? formatSeconds(total) : '';
  const mark = { ready: style.ok, failed: style.error, 'left-out': style.warning }[phase as 'ready'] ?? '…';
  const words = `${image.padEnd(nameWidth)} ${phase.padEnd(phaseWidth)} ${time.padEnd(12)} ${style.dim(detail)}`;
  return `${mark} ${words}`.trimEnd();
}
