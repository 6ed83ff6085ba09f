import { vsixOfCheckout } from '../vscode/support/provide-vsix.ts';
import { check } from './command.ts';
import { findTests, runNodeTests } from './node-tests.ts';
import { total, type SuiteResult } from './suite.ts';

/** Packages the extension and tests it inside real editors, one file after another: each is an editor of its own. */
export async function runEditorTests(): Promise<SuiteResult> {
  const packaged = await check('npm', ['run', '--silent', 'package']);
  if (packaged.failed > 0) return packaged;
  process.env['DSP_VSIX'] = await vsixOfCheckout();
  return total([packaged, await runNodeTests(await findTests('test/vscode/**/*.test.ts'), 1)]);
}
