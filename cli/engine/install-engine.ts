import { Failure, throwIfInterrupted } from '../failure.ts';
import type { CommandOptions, RunCommand } from '../../system/process/run-command.ts';
import { repairPackages } from './repair-packages.ts';

export interface InstallOptions {
  readonly run: RunCommand;
  readonly signal: AbortSignal;
  readonly logFile: string;
  readonly onLine: (line: string) => void;
  readonly hasCommand: (name: string) => boolean;
}

const installTimeoutMs = 10 * 60_000;

/** Installs Docker from the packages of Debian or Ubuntu. Needs root; running it again continues where it ended. */
export async function installEngine(options: InstallOptions): Promise<void> {
  const { run, signal, logFile, onLine } = options;
  const common: CommandOptions = {
    signal,
    logFile,
    onLine,
    timeoutMs: installTimeoutMs,
    env: { DEBIAN_FRONTEND: 'noninteractive' },
  };
  const step = async (argv: readonly string[]) => {
    const result = await run(argv, common);
    throwIfInterrupted(signal);
    return result;
  };
  // A package manager that was ended in the middle leaves this to do; otherwise it does nothing.
  await repairPackages({ run, signal, logFile });
  const updated = await step(['apt-get', 'update']);
  const installed = await step([
    'apt-get',
    'install',
    '--yes',
    '--no-install-recommends',
    // Another package manager at work (unattended upgrades on a fresh machine) is waited for.
    '-o',
    'DPkg::Lock::Timeout=120',
    ...(await enginePackages(options, common)),
  ]);
  if (!installed.ok) {
    throw new Failure('Docker could not be installed from the distribution.', {
      remedy: updated.ok
        ? `See ${logFile}; by hand: apt-get install docker.io iptables.`
        : `"apt-get update" failed too: check the network and /etc/apt/sources.list. See ${logFile}.`,
      details: installed.tail.slice(-8),
    });
  }
}

/** Newer releases keep the docker command in a package of its own. */
async function enginePackages(
  { run, hasCommand }: InstallOptions,
  common: CommandOptions,
): Promise<string[]> {
  const packages = ['docker.io', 'iptables'];
  if (hasCommand('docker')) return packages;
  const known = await run(['apt-cache', 'show', 'docker-cli'], { signal: common.signal, timeoutMs: 30_000 });
  return known.ok ? [...packages, 'docker-cli'] : packages;
}
