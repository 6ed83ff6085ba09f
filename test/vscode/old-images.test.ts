/** What an update leaves behind, on the real engine: images of a version that nobody has, so that none of ours goes. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { after, test } from 'node:test';
import { removeOldImages } from '../../cli/start/remove-old-images.ts';
import { createDocker } from '../../cli/host/docker.ts';
import { readEngineState } from '../../extension/platform/engine-state.ts';
import { docker } from '../stack/support/docker.ts';

const engine = await readEngineState({ env: process.env, signal: AbortSignal.timeout(5_000) });
const skip = engine.kind === 'running' ? false : engine.sentence;
/** Older than any version of the platform that there was. */
const [old, present] = ['0.0.1', '0.0.2'];
const name = (what: string): string => `dsp/trial-${process.pid}-${what}`;
const label = 'LABEL com.docker.compose.project=dsp';
const containers = { held: `dsp-trial-${process.pid}-held`, current: `dsp-trial-${process.pid}-current` };
/** By reference; each is an image of its own, because its content is its name. */
const images = {
  idle: `${name('idle')}:${old}`,
  held: `${name('held')}:${old}`,
  current: `${name('idle')}:${present}`,
  foreign: `${name('foreign')}:${old}`,
  tagged: `${name('idle')}:mine`,
};
/** An older name of the current image, as where an update changed nothing. */
const unchanged = `${name('unchanged')}:${old}`;

after(async () => {
  if (skip !== false) return;
  await docker(['rm', '--force', ...Object.values(containers)]).catch(() => undefined);
  for (const reference of [unchanged, ...Object.values(images)]) {
    await docker(['rmi', reference]).catch(() => undefined);
  }
});

test('an older image of ours goes unless a container has it; what is not ours stays', { skip }, async () => {
  for (const reference of Object.values(images)) {
    const ours = reference === images.foreign ? [] : ['--change', label];
    const tar = execFileSync(
      'tar',
      ['--create', '--transform', `s|.*|${reference.replaceAll('/', '-')}|`, '/dev/null'],
      {
        stdio: ['ignore', 'pipe', 'ignore'],
      },
    );
    execFileSync('docker', ['import', ...ours, '--change', 'CMD ["/none"]', '-', reference], { input: tar });
  }
  await docker(['tag', images.current, unchanged]);
  // They need not run: a stopped container would lose its image just the same.
  for (const which of ['held', 'current'] as const) {
    await docker(['create', '--name', containers[which], images[which]]);
  }
  const removed = await removeOldImages(createDocker(), present);
  assert.deepEqual(removed.sort(), [images.idle, unchanged].sort());
  const left = (await docker(['images', '--format', '{{.Repository}}:{{.Tag}}'])).split('\n');
  const { idle, ...others } = images;
  assert.ok(!left.includes(idle) && !left.includes(unchanged));
  for (const reference of Object.values(others)) assert.ok(left.includes(reference), reference);
});
