import { runNodeTests, findTests } from './node-tests.ts';
import type { SuiteResult } from './suite.ts';

/** Sends what schemathesis makes of the OpenAPI document to the real API, on an engine in memory. */
export async function runContractTests(): Promise<SuiteResult> {
  return runNodeTests(await findTests('test/contract/**/*.test.ts'));
}
