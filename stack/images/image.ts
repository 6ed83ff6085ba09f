import type { Amount } from '../../contract/platform-progress.ts';
import type { Recipe } from './from-registries/recipe.ts';

/** An external image that the platform runs or builds on. */
export interface ImageSpec {
  /** Short, unique, used on the command line and for log files. */
  readonly name: string;
  /** The official image: name and tag, as the Compose file and the Dockerfiles say it. */
  readonly reference: string;
  /**
   * What the recipe makes instead, where the official version cannot be built: an honest tag of its own.
   * The official image is preferred whenever it is at hand.
   */
  readonly alternative?: string;
  /**
   * `main`: live traffic and traces need it. `background`: can be built after the platform is live.
   * `optional`: only pulled; the platform says what it cannot do without it.
   */
  readonly need: 'main' | 'background' | 'optional';
  /** How to build it from package registries; without one it can only be pulled. */
  readonly recipe?: Recipe;
  /** One sentence: what is missing without this image. */
  readonly without: string;
}

/** Where an image is on its way. The last three are final. */
export type ImagePhase = 'waiting' | 'pulling' | 'building' | 'ready' | 'failed' | 'left-out';

/** One step forward of one image, as data; drawing it is the caller's. */
export interface ImageProgress {
  readonly image: string;
  readonly phase: ImagePhase;
  /** What is being done just now, or why it ended so. */
  readonly detail: string;
  /** How far it is, while that is known. */
  readonly amount?: Amount;
  /** Since work on this image began; 0 while it waits. */
  readonly seconds: number;
}

/** How one image came out. */
export interface ImageResult {
  readonly name: string;
  readonly need: ImageSpec['need'];
  readonly state: 'ready' | 'failed' | 'left-out';
  /** The reference that is at hand now: the official one, the alternative, or none. */
  readonly reference: string | undefined;
  readonly how: 'present' | 'pulled' | 'built' | undefined;
  readonly seconds: number;
  /** A sentence for people; empty when ready. */
  readonly message: string;
  /** Where the whole story of a build is, when there was one. */
  readonly logFile: string | undefined;
}
