import type { TestContext } from 'node:test';
import { createScene, type Scene } from '../scene/scene.ts';
import { startEditor, type Editor } from './editor.ts';
import type { Prepared } from './prepare.ts';

/** An editor with the packaged extension, on a platform whose engine is in memory. Both end with the test. */
export async function startEditorOnScene(
  t: TestContext,
  { entry, vsix }: Prepared,
): Promise<{ scene: Scene; editor: Editor }> {
  const scene = await createScene();
  t.after(() => scene.close());
  const { url } = await scene.orders.platform({});
  const editor = await startEditor({
    entry,
    vsix: [vsix],
    settings: { 'dsp.apiUrl': url },
    env: { DOCKER_HOST: 'unix:///nowhere/docker.sock' },
  });
  t.after(() => editor.close());
  return { scene, editor };
}
