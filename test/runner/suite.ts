/** What a suite came to. `notTested` says in plain words what this machine could not check. */
export interface SuiteResult {
  passed: number;
  failed: number;
  /** What failed, each with the first lines of why: the end of a long run tells what its middle showed. */
  failures: string[];
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
    failures: results.flatMap(({ failures }) => failures),
    notTested: results.flatMap(({ notTested }) => notTested),
  };
}

/** One check that passed, or failed as a whole. */
export function single(name: string, passed: boolean): SuiteResult {
  return passed
    ? { passed: 1, failed: 0, failures: [], notTested: [] }
    : { passed: 0, failed: 1, failures: [name], notTested: [] };
}

/** Nothing was tried, for this reason. */
export function notTried(reason: string): SuiteResult {
  return { passed: 0, failed: 0, failures: [], notTested: [reason] };
}

/** A result in words that nobody takes for the closing line of the whole run. */
export function tally({ passed, failed, notTested }: SuiteResult): string {
  return `${passed} tests hold, ${failed} do not, ${notTested.length} could not be tried`;
}
