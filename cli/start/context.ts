import type { Answering } from '../host/ask.ts';
import type { Compose } from '../host/compose.ts';
import type { Docker } from '../host/docker.ts';
import type { RunCommand } from '../../system/process/run-command.ts';
import type { Steps } from '../print/steps.ts';
import type { Terminal } from '../../system/terminal/terminal.ts';

/** What the steps of a start share. */
export interface StartContext {
  readonly root: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly signal: AbortSignal;
  readonly terminal: Terminal;
  readonly steps: Steps;
  readonly run: RunCommand;
  readonly docker: Docker;
  readonly compose: Compose;
  readonly logFolder: string;
  readonly answering: Answering;
  readonly wantsTraffic: boolean;
}
