import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { startSceneServer } from '../scene/scene-server.ts';
import { beginReport, compileHostSuite, suiteEnvironment } from './host-suite.ts';
import { stageExtension } from './stage-extension.ts';

/** All that the suite needs, wherever its host is. */
export interface PreparedHost {
  /** A folder of its own, which is removed after the test. */
  folder: string;
  /** The folder of the extension, with the suite in it. */
  extension: string;
  report: string;
  settings: Record<string, unknown>;
  env: Record<string, string>;
}

/** Unpacks the extension, puts the suite into it, and starts what stands around it. */
export async function prepareHost(t: TestContext, vsix: string): Promise<PreparedHost> {
  const folder = await mkdtemp(join(tmpdir(), 'dsp-host-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const extension = await stageExtension(vsix, join(folder, 'vsix'));
  const report = join(folder, 'report');
  await compileHostSuite(extension);
  await beginReport(report);
  const scene = await startSceneServer();
  t.after(() => scene.close());
  return {
    ...{ folder, extension, report },
    settings: { 'dsp.apiUrl': 'http://127.0.0.1:1' },
    // None of these tests has anything to do with the engine of this machine.
    env: { ...suiteEnvironment(report, scene.url), DOCKER_HOST: 'unix:///nowhere/docker.sock' },
  };
}
