/**
 * The packaged extension carries the platform: what it does is done here from the unpacked .vsix, on the real engine,
 * without the editor. A platform that runs from this checkout makes room meanwhile; its data stays.
 */
import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { PlatformProgress } from '../../contract/platform-progress.ts';
import { readEngineState } from '../../extension/platform/engine-state.ts';
import { installPlatform } from '../../extension/platform/install.ts';
import { startPlatform, stopPlatform, type RunOptions } from '../../extension/platform/run.ts';
import { root } from '../runner/command.ts';
import { docker } from '../stack/support/docker.ts';
import { pauseCheckoutPlatform, platformContainers, platformVolumes } from './support/checkout-platform.ts';
import { provideVsix } from './support/provide-vsix.ts';
import { unzip } from './support/unzip.ts';

const engine = await readEngineState({ env: process.env, signal: AbortSignal.timeout(5_000) });
const skip = engine.kind === 'running' ? false : engine.sentence;
const token = `test-${process.pid}-0123456789abcdef`;
const versions = ['0.0.901', '0.0.902'] as const;
const base = mkdtempSync(join(tmpdir(), 'dsp-bundle-'));
const [unpacked, folder] = [join(base, 'vsix'), join(base, 'storage', 'platform')];
let vsix = '';
let volumesBefore: string[] = [];
let resume = () => Promise.resolve();
let runId: string | undefined;

const silent = () => new AbortController().signal;
const install = (version: string) =>
  installPlatform({ bundle: join(unpacked, 'extension'), folder, version, signal: silent() });
const options = (progress: PlatformProgress[] = []): RunOptions => ({
  ...{ folder, nodePath: process.execPath, token, signal: silent() },
  // Images that have to be built are built from what this machine has fetched before.
  env: {
    ...process.env,
    DSP_CACHE_DIRECTORY: process.env['DSP_CACHE_DIRECTORY'] ?? join(root, '.dsp', 'cache'),
  },
  onProgress: (line) => progress.push(line),
});
const ask = (path: string, headers: Record<string, string> = {}) =>
  fetch(`http://127.0.0.1:5050${path}`, { headers });
const askWithToken = (path: string) => ask(path, { authorization: `Bearer ${token}` });
const imagesOf = async (version: string) => {
  const references = await docker(['images', '--format', '{{.Repository}}:{{.Tag}}', `dsp/*:${version}`]);
  return references.split('\n').filter(Boolean);
};
const imageOf = (service: string) => docker(['inspect', '--format', '{{.Config.Image}}', `dsp-${service}-1`]);

before(async () => {
  if (skip !== false) return;
  vsix = await provideVsix();
  volumesBefore = await platformVolumes();
  resume = await pauseCheckoutPlatform();
});

after(async () => {
  if (skip !== false) return rmSync(base, { recursive: true, force: true });
  if (existsSync(folder)) await stopPlatform({ ...options(), removeData: volumesBefore.length === 0 });
  const tags = (await Promise.all(versions.map(imagesOf))).flat();
  if (tags.length > 0) await docker(['rmi', ...tags]);
  rmSync(base, { recursive: true, force: true });
  await resume();
});

test('the package is small, and holds no source, no test and no map', { skip }, async () => {
  assert.ok(statSync(vsix).size < 5_000_000);
  await unzip(vsix, unpacked);
  const { main, icon } = JSON.parse(
    readFileSync(join(unpacked, 'extension', 'package.json'), 'utf8'),
  ) as Record<string, string>;
  for (const path of [main ?? '', icon ?? '', 'readme.md', 'changelog.md', 'LICENSE.txt']) {
    assert.ok(existsSync(join(unpacked, 'extension', path)), path);
  }
  for (const path of ['cli', 'server/main.ts', 'node_modules', 'test', 'dist/server/main.js.map']) {
    assert.ok(!existsSync(join(unpacked, 'extension', path)), path);
  }
});

test('a cancelled start ends what it began', { skip }, async () => {
  assert.equal(await install(versions[0]), 'installed');
  const abort = new AbortController();
  const onProgress = (line: PlatformProgress) => {
    if (line.type === 'step' && line.step === 'Own images') abort.abort();
  };
  const result = await startPlatform({ ...options(), signal: abort.signal, onProgress });
  assert.deepEqual(result, { kind: 'cancelled' });
  assert.deepEqual(await platformContainers(), []);
  assert.ok(!existsSync(join(folder, '.dsp', 'start.lock')));
});

test(
  'the platform starts from the package, up to live traffic, and asks for the token',
  { skip },
  async () => {
    const progress: PlatformProgress[] = [];
    const result = await startPlatform(options(progress));
    assert.ok(result.kind === 'ok', JSON.stringify(result));
    assert.ok(result.outcome.isLive);
    assert.ok(result.outcome.addresses.some(({ service }) => service === 'api'));
    const steps = progress.flatMap((line) =>
      line.type === 'step' && line.state === 'done' ? [line.step] : [],
    );
    for (const step of ['Preflight', 'Images', 'Own images', 'Containers', 'Health', 'Traffic']) {
      assert.ok(steps.includes(step), step);
    }
    assert.ok(
      progress.some((line) => line.type === 'item' && line.amount !== undefined),
      'no amounts',
    );
    assert.equal(await imageOf('api'), `dsp/api:${versions[0]}`);
    assert.equal((await ask('/api/nodes')).status, 401);
    assert.equal((await askWithToken('/api/nodes')).status, 200);
    const { runs } = (await (await askWithToken('/api/traffic')).json()) as { runs: { id: string }[] };
    runId = runs[0]?.id;
    assert.ok(runId !== undefined);
    assert.ok((await ask('/')).ok, 'the live page is served');
  },
);

test('another version takes its place and keeps the data and what is the user’s', { skip }, async () => {
  writeFileSync(join(folder, '.env'), 'WORK_MS=3\n');
  const before = await docker(['inspect', '--format', '{{.Id}}', 'dsp-prometheus-1']);
  assert.equal(await install(versions[1]), 'updated');
  const result = await startPlatform({ ...options(), wantsTraffic: false });
  assert.equal(result.kind, 'ok', JSON.stringify(result));
  for (const service of ['api', 'service-a', 'service-b']) {
    assert.equal(await imageOf(service), `dsp/${service}:${versions[1]}`);
  }
  assert.deepEqual(await imagesOf(versions[0]), [], 'images of the version before are left');
  const env = await docker(['inspect', '--format', '{{json .Config.Env}}', 'dsp-service-b-1']);
  assert.ok((JSON.parse(env) as string[]).includes('WORK_MS=3'));
  const now = await docker(['inspect', '--format', '{{.Id}}', 'dsp-prometheus-1']);
  assert.notEqual(now, before, 'Prometheus still has the files of the old copy');
  const { runs } = (await (await askWithToken('/api/traffic')).json()) as { runs: { id: string }[] };
  assert.ok(
    runs.some(({ id }) => id === runId),
    'the journal is gone',
  );
  assert.equal(await install(versions[1]), 'present');
});

test('stopping removes the containers and keeps the data', { skip }, async () => {
  const result = await stopPlatform({ ...options(), removeData: false });
  assert.deepEqual(result.kind === 'ok' && result.outcome.isDataRemoved, false);
  assert.deepEqual(await platformContainers(), []);
  assert.ok((await platformVolumes()).includes('dsp-journal'));
});
