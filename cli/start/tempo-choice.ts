import type { ImageResult } from '../../stack/images/image.ts';
import type { TempoChoice } from './compose-environment.ts';

const officialConfig = 'tempo.yaml';

/**
 * Chooses Tempo's image and the configuration that fits it, when the official release is not at hand. What the
 * user has set in DSP_TEMPO_IMAGE stays.
 */
export function chooseTempo(
  env: Readonly<Record<string, string | undefined>>,
  images: readonly Pick<ImageResult, 'name' | 'reference'>[],
): TempoChoice | undefined {
  if (env['DSP_TEMPO_IMAGE']) return undefined;
  const image = images.find(({ name }) => name === 'tempo')?.reference;
  return image === undefined ? undefined : { image, config: configFor(image) };
}

/** Releases before 2 want a switch that newer ones refuse. */
function configFor(image: string): string {
  const version = /:v?(\d+)\.(\d+)/.exec(image);
  return version && Number(version[1]) < 2 ? `tempo-${version[1]}.${version[2]}.yaml` : officialConfig;
}
