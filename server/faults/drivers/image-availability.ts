import type { Engine } from '../../engine/port.ts';
import type { Availability } from './driver.ts';

/** A driver that needs nothing but its image: available when that is at hand, with the remedy when it is not. */
export async function imageAvailability(
  engine: Pick<Engine, 'hasImage'>,
  image: string,
  { reason, remedy }: { reason: string; remedy: string },
): Promise<Availability> {
  const available = await engine.hasImage(image);
  if (available) return { available, reason, remedy: null };
  return { available, reason: `The image ${image} is not at hand.`, remedy };
}
