import { imagesAtHand, type Docker } from '../host/docker.ts';
import { rootFolder } from '../../system/files/root-folder.ts';
import { readCopy } from '../platform/this-copy.ts';

/** What the kernel can do, as tried in a throwaway container, or why it could not be tried. */
export type KernelProbe =
  | { readonly probed: true; readonly abilities: ReadonlyMap<string, KernelAbility> }
  | { readonly probed: false; readonly why: 'no-image' | 'failed'; readonly detail: string };

/** Whether one thing works; `detail` says in which way, `reason` why not. */
export interface KernelAbility {
  readonly works: boolean;
  readonly detail?: string;
  readonly reason?: string;
}

/** The image whose command `probe` tries the kernel. */
export const probeImage = `dsp/shaper:${readCopy(rootFolder).version}`;

const probeTimeoutMs = 20_000;
const tunDevice = ['--device', '/dev/net/tun'];

/** Tries the kernel in a container without a network, so that nothing outside it is touched. */
export async function probeKernel(docker: Docker, signal: AbortSignal): Promise<KernelProbe> {
  const atHand = await imagesAtHand(docker, [probeImage], signal);
  if (!atHand.has(probeImage)) return { probed: false, why: 'no-image', detail: '' };
  const run = (devices: readonly string[]) =>
    docker(
      [
        ...['run', '--rm', '--network', 'none', '--cap-add', 'NET_ADMIN', '--cap-add', 'NET_RAW'],
        ...['--label', 'com.gaiaadm.pumba.skip=true', '--pull', 'never'],
        ...[...devices, probeImage, 'probe'],
      ],
      { signal, timeoutMs: probeTimeoutMs },
    );
  let result = await run(tunDevice);
  // Exit code 125 is docker's own: where the kernel has no TUN device, it cannot be handed over.
  if (result.exitCode === 125) result = await run([]);
  const abilities = readAbilities(result.stdout);
  return abilities === undefined
    ? { probed: false, why: 'failed', detail: result.tail.at(-1) ?? 'it printed nothing' }
    : { probed: true, abilities };
}

/** Reads what `probe` prints; `undefined` when it is something else. */
export function readAbilities(text: string): Map<string, KernelAbility> | undefined {
  try {
    const { ingress, egress, parts } = JSON.parse(text) as {
      ingress: KernelAbility;
      egress: KernelAbility;
      parts: Record<string, KernelAbility>;
    };
    return new Map([...Object.entries(parts), ['ingress', ingress], ['egress', egress]]);
  } catch {
    return undefined;
  }
}
