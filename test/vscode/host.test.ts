import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { startSceneServer } from './scene/scene-server.ts';
import { startEditor } from './support/editor.ts';
import { beginReport, compileHostSuite, suiteEnvironment, tellResults } from './support/host-suite.ts';
import { prepare } from './support/prepare.ts';
import { runInCodeServer } from './support/run-in-code-server.ts';
import { stageExtension } from './support/stage-extension.ts';
import { closeBrowser } from './support/workbench.ts';

after(closeBrowser);

test('in the extension host of code-server', async (t) => {
  const prepared = await prepare(t);
  if (prepared === undefined) return;
  const folder = await mkdtemp(join(tmpdir(), 'dsp-host-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const extension = await stageExtension(prepared, join(folder, 'extensions'));
  const report = join(folder, 'report');
  await compileHostSuite(extension);
  await beginReport(report);
  const scene = await startSceneServer();
  t.after(() => scene.close());
  const editor = await startEditor({
    entry: prepared.entry,
    settings: { 'dsp.apiUrl': 'http://127.0.0.1:1' },
    // No test of this file has anything to do with the engine of this machine.
    env: { ...suiteEnvironment(report, scene.url), DOCKER_HOST: 'unix:///nowhere/docker.sock' },
  });
  t.after(() => editor.close());
  await tellResults(t, await runInCodeServer(t, editor, { extension, report }));
});
