import { stateFiles } from '../../system/files/folders.ts';
import { readJsonFile, writeJsonFile } from '../../system/files/json-file.ts';
import type { StepRecord } from '../print/steps.ts';
import type { StartProgress } from './progress.ts';
import { formatSeconds } from '../../system/terminal/duration.ts';

/** What `.dsp/last-start.json` tells of the last `npm start`. */
export interface LastStart {
  readonly startedAt: string;
  /** `live`: the first request was seen in Prometheus and its trace in Tempo; `up`: started without traffic. */
  readonly outcome: 'live' | 'up' | 'failed' | 'interrupted';
  readonly seconds: number;
  readonly steps: readonly StepRecord[];
  readonly images: readonly ImageRecord[];
  readonly services: readonly string[];
  readonly leftOut: readonly { readonly service: string; readonly reason: string }[];
  /** Seconds from the start until the background work had ended as well; null while it runs. */
  readonly completeSeconds: number | null;
}

/** How one image came to be at hand. */
export interface ImageRecord {
  readonly name: string;
  readonly reference: string | null;
  /** `present`, `pulled`, `built`, `failed` or `left-out`. */
  readonly how: string;
  readonly seconds: number;
}

/** Writes the record of a start, however it ended. */
export function recordStart(
  root: string,
  start: {
    readonly startedAt: Date;
    readonly outcome: LastStart['outcome'];
    readonly seconds: number;
    readonly steps: readonly StepRecord[];
    readonly progress: StartProgress;
  },
): void {
  const { images, services, leftOut, later } = start.progress;
  const record: LastStart = {
    startedAt: start.startedAt.toISOString(),
    outcome: start.outcome,
    seconds: start.seconds,
    steps: start.steps,
    images: images.map(({ name, reference, how, state, seconds }) => ({
      name,
      reference: reference ?? null,
      how: how ?? state,
      seconds,
    })),
    services,
    leftOut: leftOut.map(({ part, reason }) => ({ service: part.service, reason })),
    completeSeconds:
      later.length === 0 && start.outcome !== 'interrupted' && start.outcome !== 'failed'
        ? start.seconds
        : null,
  };
  writeJsonFile(stateFiles(root).lastStart, record);
}

/** Adds to the record of the last start when everything was there, and how the images of the background came. */
export function completeLastStart(root: string, now: Date, images: readonly ImageRecord[]): void {
  const path = stateFiles(root).lastStart;
  const record = readJsonFile(path) as LastStart | undefined;
  if (record === undefined) return;
  const completeSeconds = (now.getTime() - Date.parse(record.startedAt)) / 1000;
  writeJsonFile(path, { ...record, images: [...record.images, ...images], completeSeconds });
}

/** The seconds of each step in one line; steps that took no time worth a word are left out. */
export function stepSummary(steps: readonly StepRecord[]): string {
  const worth = steps.filter(({ seconds }) => seconds >= 0.1);
  return worth.map(({ name, seconds }) => `${name.toLowerCase()} ${formatSeconds(seconds)}`).join(', ');
}

/**
 * The installation of the npm dependencies that came right before this start, which counts as its first step.
 * `cli/install-dependencies.mjs` leaves the note.
 */
export function dependencyStep(root: string, processStartMs: number): StepRecord | undefined {
  const note = readJsonFile(stateFiles(root).lastInstall) as
    { startedAt?: string; seconds?: number } | undefined;
  if (note?.startedAt === undefined || note.seconds === undefined) return undefined;
  const sinceMs = processStartMs - (Date.parse(note.startedAt) + note.seconds * 1000);
  if (sinceMs < 0 || sinceMs > justBeforeMs) return undefined;
  return { name: 'Dependencies', startedAtSeconds: 0, seconds: note.seconds, outcome: 'done' };
}

/** Between the end of `prestart` and the first line of `start` npm and the loader need about a second. */
const justBeforeMs = 15_000;
