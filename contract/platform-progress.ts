/**
 * What `dsp start`, `dsp stop` and `dsp doctor` say with `--progress json`: one JSON object a line on standard output.
 * The last line is always an `outcome`. Readers ignore lines and fields that they do not know.
 *
 * Plain types and a small parser, so that an editor can read them without carrying a schema library.
 */

/** A step begins or is over. Steps may overlap. */
export interface StepLine {
  readonly type: 'step';
  /** Such as `Preflight`, `Images`, `Containers`, `Health`; unique within one run. */
  readonly step: string;
  /** `interrupted`: cut short because the run was cancelled or another step failed. */
  readonly state: 'running' | 'done' | 'failed' | 'interrupted';
  /** How long it has taken; 0 while it runs. */
  readonly seconds: number;
  /** What came of it, in a few words; empty when there is nothing to say. */
  readonly note: string;
}

/** One thing inside a step, such as one image. */
export interface ItemLine {
  readonly type: 'item';
  readonly step: string;
  readonly item: string;
  /** What it is doing: `waiting`, `pulling`, `building`, `installing`, `starting`; `ended` when it is over. */
  readonly state: string;
  /** The latest word about it, for example the last line of a build. */
  readonly detail: string;
  /** How far it is, where that is known. */
  readonly amount?: Amount;
}

/** So much of so much. */
export interface Amount {
  readonly done: number;
  readonly total: number;
  /** `layers` of an image that is pulled, `steps` of a Dockerfile. */
  readonly unit: 'layers' | 'steps';
}

/** A line for people that stays; it belongs into a log. */
export interface TextLine {
  readonly type: 'text';
  readonly text: string;
}

/** What one check of the machine found. */
export interface FindingLine {
  readonly type: 'finding';
  readonly id: string;
  readonly title: string;
  /** `error`: the platform cannot run so. */
  readonly level: 'ok' | 'warning' | 'error';
  readonly finding: string;
  readonly remedy?: string;
}

/** Where something of the platform can be reached. */
export interface Address {
  /** The service of the Compose project: `api`, `grafana`, `prometheus`, `tempo`, `loki`, `service-a`, `service-b`. */
  readonly service: string;
  readonly title: string;
  readonly url: string;
}

/** Something that is not there (yet), and what that means. */
export interface MissingPart {
  readonly title: string;
  readonly reason: string;
  /** One sentence: what is missing without it. */
  readonly without: string;
  /** It is being made ready in the background. */
  readonly comes: boolean;
}

/** Why a run could not do what it was asked to. */
export interface FailureWords {
  /** One sentence. */
  readonly message: string;
  readonly remedy?: string;
  /** Lines that show why, such as the end of a log. */
  readonly details: readonly string[];
  /** The log that says everything about it. */
  readonly logFile?: string;
}

/** `dsp start` has brought the platform up. */
export interface StartedLine {
  readonly type: 'outcome';
  readonly outcome: 'started';
  /** Traffic runs, and its metrics and a trace of it were seen. */
  readonly isLive: boolean;
  readonly seconds: number;
  readonly addresses: readonly Address[];
  readonly missing: readonly MissingPart[];
}

/** `dsp stop` has removed the containers. */
export interface StoppedLine {
  readonly type: 'outcome';
  readonly outcome: 'stopped';
  readonly isDataRemoved: boolean;
}

/** `dsp doctor` has looked at everything; the findings came before. */
export interface CheckedLine {
  readonly type: 'outcome';
  readonly outcome: 'checked';
  readonly canRun: boolean;
  /** All findings in one sentence. */
  readonly summary: string;
}

export interface FailedLine {
  readonly type: 'outcome';
  readonly outcome: 'failed';
  readonly failure: FailureWords;
}

/** The run was cancelled; doing it again goes on from there. */
export interface InterruptedLine {
  readonly type: 'outcome';
  readonly outcome: 'interrupted';
}

/** How a run came to its end. */
export type OutcomeLine = StartedLine | StoppedLine | CheckedLine | FailedLine | InterruptedLine;

/** One line of progress. */
export type PlatformProgress = StepLine | ItemLine | TextLine | FindingLine | OutcomeLine;

const types = ['step', 'item', 'text', 'finding', 'outcome'] satisfies PlatformProgress['type'][];

/** Writes one line, without its line break. */
export function formatProgress(line: PlatformProgress): string {
  return JSON.stringify(line);
}

/** Reads one line. Anything that is no line of progress gives `undefined`: it is meant for people. */
export function parseProgress(text: string): PlatformProgress | undefined {
  if (!text.startsWith('{')) return undefined;
  try {
    const value = JSON.parse(text) as Partial<PlatformProgress>;
    return types.some((type) => type === value.type) ? (value as PlatformProgress) : undefined;
  } catch {
    return undefined;
  }
}
