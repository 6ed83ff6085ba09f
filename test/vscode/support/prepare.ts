import type { TestContext } from 'node:test';
import { provideCodeServer } from './provide-code-server.ts';
import { provideVsix } from './provide-vsix.ts';
import { provideBrowser } from './workbench.ts';

/** What a test of the extension in an editor needs: the editor's script and the packaged extension. */
export interface Prepared {
  entry: string;
  vsix: string;
}

/** Provides what a test needs, or skips the test in plain words. */
export async function prepare(t: TestContext): Promise<Prepared | undefined> {
  const codeServer = await provideCodeServer();
  const browser = await provideBrowser();
  const missing =
    'missing' in codeServer ? codeServer.missing : typeof browser === 'string' ? browser : undefined;
  if (missing !== undefined || 'missing' in codeServer) {
    t.skip(missing);
    return undefined;
  }
  return { entry: codeServer.entry, vsix: await provideVsix() };
}
