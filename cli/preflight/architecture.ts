import type { Check } from './check.ts';
import { error, ok, type Verdict } from './finding.ts';

const known = new Map([
  ['x86_64', 'amd64'],
  ['amd64', 'amd64'],
  ['aarch64', 'arm64'],
  ['arm64', 'arm64'],
]);

/** Whether there are images for the engine's processor. */
export const architectureCheck: Check = {
  id: 'architecture',
  title: 'Architecture',
  needsEngine: true,
  run: ({ engine }) => Promise.resolve(judgeArchitecture(engine.info?.architecture ?? 'unknown')),
};

/** Judges the engine's processor, in the words of `docker info`. */
export function judgeArchitecture(architecture: string): Verdict {
  const name = known.get(architecture);
  return name === undefined
    ? error(
        `The engine runs on ${architecture}; the images are made for amd64 and arm64.`,
        'Use such a machine.',
      )
    : ok(`${name}.`);
}
