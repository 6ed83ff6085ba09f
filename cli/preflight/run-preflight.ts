import type { Check, CheckContext } from './check.ts';
import { architectureCheck } from './architecture.ts';
import { diskCheck } from './disk.ts';
import { engineCheck } from './engine.ts';
import { engineVersionCheck } from './engine-version.ts';
import { error, type Finding } from './finding.ts';
import { imagesCheck } from './images.ts';
import { kernelChecks } from './kernel.ts';
import { memoryCheck } from './memory.ts';
import { buildxCheck, composeCheck } from './plugins.ts';
import { portsCheck } from './ports.ts';

/** Every check, in the order in which people read them. A new check is one file and one line here. */
export const checks: readonly Check[] = [
  engineCheck,
  engineVersionCheck,
  composeCheck,
  buildxCheck,
  portsCheck,
  memoryCheck,
  diskCheck,
  architectureCheck,
  ...kernelChecks,
  imagesCheck,
];

/** Runs the checks at the same time. A check that breaks is itself a finding. */
export async function runPreflight(
  context: CheckContext,
  chosen: readonly Check[] = checks,
): Promise<Finding[]> {
  const possible = chosen.filter(
    ({ needsEngine }) => !needsEngine || context.engine.state.kind === 'reachable',
  );
  return Promise.all(
    possible.map(async ({ id, title, run }) => {
      const verdict = await run(context).catch((cause: unknown) =>
        error(`This could not be checked: ${cause instanceof Error ? cause.message : String(cause)}`),
      );
      return { id, title, ...verdict };
    }),
  );
}
