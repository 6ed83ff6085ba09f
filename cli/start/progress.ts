import type { ImageResult, ImageSpec } from '../../stack/images/image.ts';
import type { ComposeService, LeftOut } from './compose-services.ts';

/** What a start has brought about so far; it is told step by step, so that an early end can tell it too. */
export interface StartProgress {
  images: readonly ImageResult[];
  /** Images that the background work should make available. */
  later: readonly ImageSpec[];
  /** Services whose own images stand on one of those. */
  laterServices: readonly ComposeService[];
  services: readonly string[];
  leftOut: readonly LeftOut[];
  isUp: boolean;
  isLive: boolean;
  runId: string | undefined;
}

/** Nothing yet. */
export function noProgress(): StartProgress {
  return {
    ...{ images: [], later: [], laterServices: [], services: [], leftOut: [] },
    ...{ isUp: false, isLive: false, runId: undefined },
  };
}
