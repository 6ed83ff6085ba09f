import { catalog } from '../../stack/images/catalog.ts';
import type { ImageSpec } from '../../stack/images/image.ts';
import { imagesAtHand } from '../host/docker.ts';
import type { Check } from './check.ts';
import { ok, warning, type Verdict } from './finding.ts';

/** Which of the images that come from outside are at hand. */
export const imagesCheck: Check = {
  id: 'images',
  title: 'Images',
  needsEngine: true,
  run: async ({ docker, signal }) => {
    const references = catalog.flatMap(({ reference, alternative }) => [reference, alternative ?? []].flat());
    return judgeImages(catalog, await imagesAtHand(docker, references, signal));
  },
};

/** Judges which of the images are at hand, under their own name or another one that does. */
export function judgeImages(images: readonly ImageSpec[], atHand: ReadonlySet<string>): Verdict {
  const missing = images.filter(
    ({ reference, alternative }) => !atHand.has(reference) && !(alternative && atHand.has(alternative)),
  );
  if (missing.length === 0) return ok(`all ${images.length} are at hand.`);
  const names = missing.map(({ name }) => name).join(', ');
  const finding = `${images.length - missing.length} of ${images.length} are at hand; not yet: ${names}.`;
  const onlyPulled = missing.every(({ recipe }) => recipe === undefined);
  return onlyPulled
    ? warning(
        finding,
        'npm start pulls them where an image registry is in reach; the rest works without them.',
      )
    : warning(finding, 'npm start pulls or builds them.');
}
