import { check } from './command.ts';
import { findTests, runNodeTests } from './node-tests.ts';
import { total, type SuiteResult } from './suite.ts';

/** Builds the extension and tests it inside a real editor, one file after another: each is an editor of its own. */
export async function runEditorTests(): Promise<SuiteResult> {
  const built = await check('npm', ['run', '--silent', 'build']);
  if (built.failed > 0) return built;
  return total([built, await runNodeTests(await findTests('test/vscode/**/*.test.ts'), 1)]);
}
