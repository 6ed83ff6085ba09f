import { check, runCommand } from './command.ts';
import { runContractTests } from './contract-suite.ts';
import { runGoTests } from './go-tests.ts';
import { findTests, runNodeTests } from './node-tests.ts';
import { runPythonTests } from './python-tests.ts';
import { runStackTests } from './stack-suite.ts';
import { single, total, type Suite, type SuiteResult } from './suite.ts';
import { runEditorTests } from './vscode-suite.ts';

/** Every suite, in the order in which a mistake is found soonest. */
export const suites: Suite[] = [
  {
    name: 'types',
    title: 'Types',
    run: async () =>
      total([
        await check('npx', ['tsc', '--noEmit']),
        await check('npx', ['tsc', '-p', 'k6']),
        await check('npx', ['tsc', '-p', 'webview']),
      ]),
  },
  {
    name: 'lint',
    title: 'Lint and format',
    run: async () =>
      total([
        await check('npx', ['eslint', '.', '--max-warnings', '0']),
        await check('npx', ['prettier', '--check', '--log-level', 'warn', '.']),
      ]),
  },
  {
    name: 'unit',
    title: 'Unit tests beside the sources',
    run: async () =>
      runNodeTests(
        await findTests('contract/**/*.test.ts', 'server/**/*.test.ts', 'cli/**/*.test.ts', ...others),
      ),
  },
  { name: 'services', title: 'The demonstration services, each with its own tests', run: runServiceTests },
  {
    name: 'shaper',
    title: 'The shaper and the stressor, in network namespaces and processes of their own',
    run: async () => total([await runGoTests('stack/shaper'), await runGoTests('stack/stressor')]),
  },
  {
    name: 'api',
    title: 'The Platform API over HTTP, on an engine in memory',
    // They wait more than they work, so more of them at once than there are cores.
    run: async () => runNodeTests(await findTests('test/api/**/*.test.ts'), 4),
  },
  {
    name: 'netem',
    title: 'The shaper beside the netem of a kernel that has it',
    run: async () => runNodeTests(await findTests('test/netem/**/*.test.ts')),
  },
  { name: 'contract', title: 'The API against its own description (schemathesis)', run: runContractTests },
  { name: 'stack', title: 'The whole platform, on the real engine', run: runStackTests },
  // Behind the stack: its story starts the platform too, and finds the images made.
  { name: 'vscode', title: 'The extension in a real VS Code', run: runEditorTests },
];

const others = [
  'extension/**/*.test.ts',
  'webview/**/*.test.ts',
  'stack/**/*.test.ts',
  'system/**/*.test.ts',
  'k6/**/*.test.ts',
  'test/runner/**/*.test.ts',
  'bench/**/*.test.ts',
  'docs/**/*.test.ts',
];

async function runServiceTests(): Promise<SuiteResult> {
  const folder = 'demo-services/service-a';
  const installed = await runCommand('npm', [
    'ci',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
    '--prefix',
    folder,
  ]);
  const serviceA =
    installed === 0
      ? await runNodeTestsOf(folder)
      : single(`npm ci in ${folder}: exit code ${installed}`, false);
  return total([
    serviceA,
    await runGoTests('demo-services/service-b'),
    await runPythonTests('demo-services/sensor'),
  ]);
}

async function runNodeTestsOf(folder: string): Promise<SuiteResult> {
  return total([
    await check('npm', ['run', '--silent', 'types', '--prefix', folder]),
    await check('npm', ['run', '--silent', 'build', '--prefix', folder]),
    await runNodeTests(await findTests(`${folder}/**/*.test.ts`)),
  ]);
}
