import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { parseOsRelease } from '../engine/linux-distribution.ts';
import { fakeRun } from '../testing/fake-run.ts';
import { planPackages, pluginsFromDistribution } from './plugins-from-distribution.ts';
import type { RunCommand } from '../../system/process/run-command.ts';
import { temporaryFolder } from '../../system/testing/temporary-folder.ts';

const debian = parseOsRelease('ID=debian\nVERSION_CODENAME=bookworm');
const sources = 'Types: deb\nURIs: http://mirror.example/debian\nSuites: bookworm\n';
const files: Record<string, string> = {
  '/etc/apt/sources.list.d/debian.sources': sources,
  '/usr/share/keyrings/debian-archive-keyring.gpg': 'keys',
};

test("Debian's plugins come from the machine's own mirror, checked by Debian's own keys", () => {
  assert.deepEqual(
    planPackages(debian, (path) => files[path]),
    {
      packages: ['docker-compose', 'docker-buildx'],
      source:
        'deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] http://mirror.example/debian trixie main\n',
    },
  );
});

test('Ubuntu has packages of its own; others, or a Debian without keys or mirror, have none', () => {
  assert.deepEqual(
    planPackages(parseOsRelease('ID=ubuntu'), () => undefined),
    { packages: ['docker-compose-v2', 'docker-buildx'] },
  );
  assert.equal(
    planPackages(parseOsRelease('ID=fedora'), (path) => files[path]),
    undefined,
  );
  assert.equal(
    planPackages(debian, () => undefined),
    undefined,
  );
});

/** Behaves like apt and dpkg: a download leaves a package, unpacking it leaves the programs. */
function fakeApt(versions: { compose: string; buildx: string }) {
  const answers = fakeRun({
    'docker compose version': { stdout: versions.compose },
    'docker buildx version': { stdout: versions.buildx },
  });
  const run: RunCommand = (argv, options) => {
    if (argv.includes('download')) writeFileSync(join(options?.cwd ?? '', 'docker-compose.deb'), '');
    if (argv[0] === 'dpkg-deb') {
      const folder = join(argv[3] ?? '', 'usr/libexec/docker/cli-plugins');
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, 'docker-compose'), 'program');
    }
    return answers(argv, options);
  };
  return Object.assign(run, { asked: answers.asked });
}

async function take(run: RunCommand) {
  const home = temporaryFolder('plugins');
  const isDone = await pluginsFromDistribution({
    ...{ distribution: debian, run, env: { DOCKER_CONFIG: home } },
    signal: new AbortController().signal,
    onProgress: () => undefined,
    logFile: join(home, 'log'),
    workFolder: join(home, 'work'),
    readFile: (path) => files[path],
  });
  assert.equal(existsSync(join(home, 'work')), false);
  return { isDone, plugin: join(home, 'cli-plugins', 'docker-compose') };
}

test('the programs go where the docker command finds them', async () => {
  const apt = fakeApt({ compose: '2.26.1-4', buildx: 'github.com/docker/buildx 0.13.1+ds1' });
  const { isDone, plugin } = await take(apt);
  assert.equal(isDone, true);
  assert.equal(readFileSync(plugin, 'utf8'), 'program');
  assert.match(apt.asked[0] ?? '', /^apt-get -o Dir::Etc::sourcelist=\S+ .* update$/);
});

test('what cannot be used is not left behind', async () => {
  const { isDone, plugin } = await take(fakeApt({ compose: '1.29.2', buildx: '0.13.1' }));
  assert.equal(isDone, false);
  assert.equal(existsSync(plugin), false);
});

test('a mirror that does not answer is no failure: the plugins are built then', async () => {
  const { isDone } = await take(fakeRun({ 'apt-get': { exitCode: 100 } }));
  assert.equal(isDone, false);
});
