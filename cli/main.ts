/**
 * `dsp`, the platform from the terminal. `npm start`, `npm run stop`, `npm run status` and `npm run doctor` call it.
 */
import type { Command } from './arguments/command.ts';
import { commandHelp, overviewHelp } from './arguments/help-text.ts';
import { parseCommandLine } from './arguments/parse-command-line.ts';
import { doctor } from './commands/doctor.ts';
import { faultCommands } from './commands/fault.ts';
import { start } from './commands/start.ts';
import { status } from './commands/status.ts';
import { stop } from './commands/stop.ts';
import { trafficCommands } from './commands/traffic.ts';
import { exitCodes, Failure, type ExitCode } from './failure.ts';
import { parseEnvFile } from './host/env-file.ts';
import { readText } from '../system/files/read-text.ts';
import { rootFolder } from '../system/files/root-folder.ts';
import { createTerminal, type Terminal } from '../system/terminal/terminal.ts';

/** Every command, in the order in which the help lists them. */
const commands: readonly Command[] = [start, stop, status, doctor, ...trafficCommands, ...faultCommands];

// Whoever reads our output may have enough of it (`dsp fault kinds | head`); the work itself goes on.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});
process.exitCode = await main(process.argv.slice(2));

async function main(args: readonly string[]): Promise<ExitCode> {
  const terminal = createTerminal({ stdout: process.stdout, stderr: process.stderr, env: process.env });
  const interruption = interruptible();
  // Deadlines such as AbortSignal.timeout do not keep a process alive: without this, Node would end it as soon as
  // nothing else is pending, with a promise still open.
  const untilDone = setInterval(() => undefined, 60_000);
  try {
    const request = parseCommandLine(args, commands);
    if (request.kind === 'help') {
      terminal.print(request.topic ? commandHelp(request.topic) : overviewHelp(commands, request.group));
      return exitCodes.ok;
    }
    const env = { ...parseEnvFile(readText(`${rootFolder}/.env`) ?? ''), ...process.env };
    return await request.command.run(request.input, {
      root: rootFolder,
      env,
      terminal,
      signal: interruption.signal,
    });
  } catch (error) {
    terminal.setLive(undefined);
    if (interruption.signal.aborted) {
      terminal.printError('Interrupted. Running the command again goes on from here.');
      return exitCodes.interrupted;
    }
    return printFailure(error, terminal);
  } finally {
    clearInterval(untilDone);
    interruption.release();
  }
}

/** The first Ctrl-C asks the command to end, so that it can end what it has started; a later one ends it at once. */
function interruptible(): { signal: AbortSignal; release: () => void } {
  const abort = new AbortController();
  let firstAt = 0;
  const onSignal = () => {
    if (!abort.signal.aborted) {
      firstAt = Date.now();
      abort.abort();
      return;
    }
    // One Ctrl-C arrives twice under npm: from the terminal and passed on by the parent process.
    if (Date.now() - firstAt > 1_000) process.exit(exitCodes.interrupted);
  };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const name of signals) process.on(name, onSignal);
  return {
    signal: abort.signal,
    release: () => signals.forEach((name) => process.off(name, onSignal)),
  };
}

function printFailure(error: unknown, terminal: Terminal): ExitCode {
  const { style } = terminal;
  if (!(error instanceof Failure)) {
    terminal.printError(
      `${style.red('Something unexpected went wrong:')} ${error instanceof Error ? error.stack : String(error)}`,
    );
    return exitCodes.failed;
  }
  terminal.printError(`${style.red('✗')} ${error.message}`);
  for (const line of error.details) terminal.printError(`    ${style.dim(line)}`);
  if (error.remedy !== undefined) terminal.printError(`  → ${error.remedy}`);
  return error.exitCode;
}
