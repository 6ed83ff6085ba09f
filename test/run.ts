/**
 * Runs the tests: `npm test` all of them, `npm test -- unit api` some.
 *
 * What failed is told again at the end, with why. What a machine cannot check is said in one line each and counted
 * as skipped. The last line is
 * `N passed, N failed, N skipped`; the exit code is 1 when anything failed.
 */
import { suites } from './runner/suites.ts';
import { total, type SuiteResult } from './runner/suite.ts';

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !suites.some((suite) => suite.name === name));
if (unknown.length > 0) {
  console.error(
    `There is no suite "${unknown.join('", "')}". Suites: ${suites.map(({ name }) => name).join(' ')}`,
  );
  process.exit(2);
}

const rows: { name: string; result: SuiteResult; seconds: number }[] = [];
for (const suite of suites.filter(({ name }) => asked.length === 0 || asked.includes(name))) {
  console.log(`\n── ${suite.name}: ${suite.title}`);
  const started = performance.now();
  const result = await suite.run();
  rows.push({ name: suite.name, result, seconds: (performance.now() - started) / 1000 });
}

console.log('\nSuite      passed  failed  skipped  seconds');
for (const { name, result, seconds } of rows) {
  const counts = [result.passed, result.failed, result.notTested.length].map((count) =>
    String(count).padStart(7),
  );
  console.log(`${name.padEnd(10)}${counts.join(' ')} ${seconds.toFixed(1).padStart(8)}`);
}
const all = total(rows.map(({ result }) => result));
if (all.notTested.length > 0) console.log('\nNot tested on this machine:');
for (const line of all.notTested) console.log(`  ${line}`);
if (all.failures.length > 0) console.log('\nFailed:');
for (const failure of all.failures) console.log(`  ${failure.replaceAll('\n', '\n    ')}`);
console.log(`\n${all.passed} passed, ${all.failed} failed, ${all.notTested.length} skipped`);
process.exitCode = all.failed === 0 ? 0 : 1;
