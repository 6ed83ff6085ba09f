import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { startSceneServer } from './scene/scene-server.ts';
import { startEditor } from './support/editor.ts';
import { compileHostSuite, beginReport, suiteEnvironment, tellResults } from './support/host-suite.ts';
import { provideCodeServer } from './support/provide-code-server.ts';
import { runInCodeServer } from './support/run-in-code-server.ts';
import { stageExtension } from './support/stage-extension.ts';
import { closeBrowser, provideBrowser } from './support/workbench.ts';

after(closeBrowser);

test('in the extension host of code-server', async (t) => {
  const codeServer = await provideCodeServer();
  if ('missing' in codeServer) return t.skip(codeServer.missing);
  const browser = await provideBrowser();
  if (typeof browser === 'string') return t.skip(browser);
  const folder = await mkdtemp(join(tmpdir(), 'dsp-host-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const [extension, report] = [join(folder, 'extension'), join(folder, 'report')];
  await stageExtension(extension);
  await compileHostSuite(extension);
  await beginReport(report);
  const scene = await startSceneServer();
  t.after(() => scene.close());
  const editor = await startEditor({
    entry: codeServer.entry,
    settings: { 'dsp.apiUrl': 'http://127.0.0.1:9' },
    // No test of this file has anything to do with the engine of this machine.
    env: { ...suiteEnvironment(report, scene.url), DOCKER_HOST: 'unix:///nowhere/docker.sock' },
  });
  t.after(() => editor.close());
  await tellResults(t, await runInCodeServer(t, editor, { extension, report }));
});
