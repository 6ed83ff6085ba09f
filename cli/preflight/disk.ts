import type { Check } from './check.ts';
import { formatBytes, gibibyte } from './bytes.ts';
import { error, ok, warning, type Verdict } from './finding.ts';

/** What images, builds and data want to be free. */
const wantedDiskBytes = 10 * gibibyte;
/** With less than this nothing can be built or kept. */
const leastDiskBytes = gibibyte;

/** Whether there is room where Docker stores its images. */
export const diskCheck: Check = {
  id: 'disk',
  title: 'Disk',
  needsEngine: true,
  run: async ({ host, engine }) => {
    const folder = engine.info?.dataFolder ?? '';
    if (!engine.isNative || folder === '') {
      return ok(
        "Docker keeps its data in its own virtual machine; its free space is shown in Docker's settings.",
      );
    }
    return judgeDisk(folder, await host.freeDiskBytes(folder));
  },
};

/** Judges the free space where Docker stores; `undefined`: it could not be read. */
export function judgeDisk(folder: string, freeBytes: number | undefined): Verdict {
  if (freeBytes === undefined) return warning(`The free space of ${folder} could not be read.`);
  const finding = `${formatBytes(freeBytes)} free where Docker stores (${folder})`;
  if (freeBytes >= wantedDiskBytes) return ok(`${finding}.`);
  const remedy = 'Make room, for example by "docker system df" and "docker builder prune".';
  return freeBytes < leastDiskBytes
    ? error(`${finding}; ${formatBytes(wantedDiskBytes)} are wanted.`, remedy)
    : warning(`${finding}; ${formatBytes(wantedDiskBytes)} are wanted.`, remedy);
}
