import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fakeDocker } from '../testing/fake-run.ts';
import { fakeTerminal } from '../testing/fake-terminal.ts';
import { temporaryFolder } from '../../system/testing/temporary-folder.ts';
import { removeEarlierVersions, removeOldImages } from './remove-old-images.ts';

const images = [
  ['dsp/api', '0.2.0', 'sha256:new'],
  ['dsp/api', '0.1.0', 'sha256:old'],
  ['dsp/service-c', '0.2.0', 'sha256:same'],
  ['dsp/service-c', '0.1.0', 'sha256:same'],
  ['dsp/service-a', '0.1.9', 'sha256:stopped'],
  ['dsp/service-b', '0.10.0', 'sha256:newer'],
  ['dsp/sensor', 'mine', 'sha256:tagged'],
  ['dsp/shaper', '0.0.9', 'sha256:held'],
]
  .map((columns) => columns.join('\t'))
  .join('\n');

const engine = {
  images: { stdout: `${images}\n` },
  'ps --all': { stdout: 'c1\nc2\n' },
  'inspect --type container': { stdout: 'sha256:new\nsha256:stopped\nsha256:same\n' },
};

test('older versions of our images go, but none that a container uses or that somebody has tagged', async () => {
  const docker = fakeDocker({ ...engine, 'image rm dsp/shaper': { exitCode: 1 } });
  assert.deepEqual(await removeOldImages(docker, '0.2.0'), ['dsp/api:0.1.0', 'dsp/service-c:0.1.0']);
  const asked = docker.asked.filter((line) => line.startsWith('image rm'));
  assert.deepEqual(asked, [
    'image rm dsp/api:0.1.0',
    'image rm dsp/service-c:0.1.0',
    'image rm dsp/shaper:0.0.9',
  ]);
});

test('only images with our name and the label of our project are looked at', async () => {
  const docker = fakeDocker(engine);
  await removeOldImages(docker, '0.2.0');
  assert.match(docker.asked[0] ?? '', /--filter label=com\.docker\.compose\.project=dsp /);
  assert.match(docker.asked[0] ?? '', /--filter reference=dsp\/\* /);
});

test('nothing goes when it cannot be known what is in use, and nothing is asked when nothing is old', async () => {
  const blind = fakeDocker({ ...engine, 'inspect --type container': { exitCode: 1 } });
  assert.deepEqual(await removeOldImages(blind, '0.2.0'), []);
  assert.ok(!blind.asked.some((line) => line.startsWith('image rm')));
  const fresh = fakeDocker(engine);
  assert.deepEqual(await removeOldImages(fresh, '0.0.1'), []);
  assert.equal(fresh.asked.length, 1);
});

test('after a start, those of versions before the one that was started go, and one line tells of it', async () => {
  const root = temporaryFolder('old-images');
  writeFileSync(join(root, 'package.json'), '{ "version": "0.2.0" }');
  const { signal } = new AbortController();
  const terminal = fakeTerminal();
  await removeEarlierVersions({ root, signal, terminal, docker: fakeDocker(engine) });
  assert.equal(
    terminal.text(),
    'Removed images of earlier versions: dsp/api:0.1.0, dsp/service-c:0.1.0, dsp/shaper:0.0.9.\n',
  );
  const nothing = fakeTerminal();
  await removeEarlierVersions({ root, signal, terminal: nothing, docker: fakeDocker({}) });
  assert.equal(nothing.text(), '');
});
