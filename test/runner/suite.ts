/** What a suite came to. `notTested` says in plain words what this machine could not check. */
export interface SuiteResult {
  passed: number;
  failed: number;
  notTested: string[];
}

/** A part of the tests that can be run alone: `npm test -- <name>`. */
export interface Suite {
  name: string;
  title: string;
  run(): Promise<SuiteResult>;
}

/** Adds up results. */
export function total(results: SuiteResult[]): SuiteResult {
  return {
    passed: results.reduce((sum, { passed }) => sum + passed, 0),
    failed: results.reduce((sum, { failed }) => sum + failed, 0),
    notTested: results.flatMap(({ notTested }) => notTested),
  };
}

/** A result in words that nobody takes for the closing line of the whole run. */
export function tally({ passed, failed, notTested }: SuiteResult): string {
  return `${passed} tests hold, ${failed} do not, ${notTested.length} could not be tried`;
}
