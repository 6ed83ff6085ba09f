import { join } from 'node:path';
import { isPackageManagerInterrupted, repairPackages } from '../engine/repair-packages.ts';
import { confirm } from '../host/ask.ts';
import { checkMachine, type MachineReport } from './check-machine.ts';
import type { StartContext } from './context.ts';
import { meansOfThisMachine, provideEngine } from './provide-engine.ts';

/** Checks the machine and sees to it that an engine answers. */
export async function prepareMachine(context: StartContext): Promise<MachineReport> {
  const { steps, signal, terminal } = context;
  let report = await steps.run('Preflight', (step) => checkMachine(context, step));
  const { machine } = report.context.host;
  if (report.context.engine.state.kind !== 'reachable') {
    const { facts } = report.context.engine;
    const means = meansOfThisMachine({ ...context, facts, machine });
    const ask = async (question: string) => {
      const goOn = terminal.pauseLive();
      return confirm(question, signal).finally(goOn);
    };
    await steps.run('Engine', (step) => provideEngine({ ...context, facts, machine, means, step, ask }));
    // The rest of the preflight could not be known before.
    report = await steps.run('Preflight of the engine', (step) => {
      const again = ['compose', 'buildx', 'ports'];
      return checkMachine(context, step, ({ id, needsEngine }) => needsEngine || again.includes(id));
    });
  }
  if (machine.isRoot && isPackageManagerInterrupted()) {
    const logFile = join(context.logFolder, 'packages.log');
    await steps.run('Package manager', () => repairPackages({ ...context, logFile }));
  }
  return report;
}
