import { parts, type Part } from '../platform/parts.ts';

/** One service of the Compose project, as far as starting it matters. */
export interface ComposeService {
  readonly name: string;
  readonly image: string;
  /** Built from our own sources; the Dockerfile's path, absolute. */
  readonly dockerfile: string | undefined;
  /** It does one thing and ends: its image is needed, but nothing keeps running. */
  readonly isOneShot: boolean;
}

/** A part that does not start, and why. */
export interface LeftOut {
  readonly part: Part;
  readonly reason: string;
}

interface RawService {
  image?: string;
  restart?: string;
  build?: { context: string; dockerfile?: string };
}

/** Reads the answer of `docker compose config --format json`. */
export function readComposeConfig(text: string, joinPath: (...parts: string[]) => string): ComposeService[] {
  const config = JSON.parse(text) as { name: string; services: Record<string, RawService> };
  return Object.entries(config.services).map(([name, { image, build, restart }]) => ({
    name,
    image: image ?? `${config.name}-${name}`,
    dockerfile: build === undefined ? undefined : joinPath(build.context, build.dockerfile ?? 'Dockerfile'),
    isOneShot: restart === 'no',
  }));
}

/**
 * Chooses the services to start: those whose images are at hand and whose ports are not taken by others. Services
 * that a user has added are none of our business: Compose pulls or builds them.
 */
export function chooseServices(
  services: readonly ComposeService[],
  atHand: ReadonlySet<string>,
  portsTaken: ReadonlySet<string>,
): { readonly start: readonly string[]; readonly leftOut: readonly LeftOut[] } {
  const start: string[] = [];
  const leftOut: LeftOut[] = [];
  for (const { name, image, isOneShot } of services) {
    if (isOneShot) continue;
    const part = parts.find(({ service }) => service === name);
    const reason = part && reasonToLeaveOut(image, atHand, portsTaken.has(name));
    if (part && reason !== undefined) leftOut.push({ part, reason });
    else start.push(name);
  }
  return { start, leftOut };
}

function reasonToLeaveOut(
  image: string,
  atHand: ReadonlySet<string>,
  portTaken: boolean,
): string | undefined {
  if (!atHand.has(image)) return `its image ${image} is not at hand`;
  return portTaken ? 'its port is taken by another program' : undefined;
}
