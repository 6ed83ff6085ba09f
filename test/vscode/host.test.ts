import { after, test } from 'node:test';
import { startEditor } from './support/editor.ts';
import { tellResults } from './support/host-suite.ts';
import { prepareHost } from './support/prepare-host.ts';
import { prepare } from './support/prepare.ts';
import { provideVsix } from './support/provide-vsix.ts';
import { runInCodeServer } from './support/run-in-code-server.ts';
import { provideElectron, runInElectron } from './support/run-in-electron.ts';
import { closeBrowser } from './support/workbench.ts';

after(closeBrowser);

test('in the extension host of code-server', async (t) => {
  const prepared = await prepare(t);
  if (prepared === undefined) return;
  const host = await prepareHost(t, prepared.vsix);
  const editor = await startEditor({ entry: prepared.entry, settings: host.settings, env: host.env });
  t.after(() => editor.close());
  await tellResults(t, await runInCodeServer(t, editor, host));
});

test('in the extension host of the desktop’s VS Code', async (t) => {
  const electron = await provideElectron();
  if ('missing' in electron) return t.skip(electron.missing);
  const host = await prepareHost(t, await provideVsix());
  await tellResults(t, await runInElectron({ ...host, ...electron }));
});
