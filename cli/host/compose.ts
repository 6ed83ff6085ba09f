import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Docker } from './docker.ts';
import { stateFiles } from '../../system/files/folders.ts';
import type { CommandOptions, CommandResult } from '../../system/process/run-command.ts';

/** `docker compose` in the platform's folder, with the platform's environment file. */
export type Compose = (args: readonly string[], options?: CommandOptions) => Promise<CommandResult>;

/** Makes `docker compose` for the platform in a folder. */
export function createCompose(docker: Docker, root: string): Compose {
  return (args, options = {}) =>
    docker(['compose', ...composeArguments(root, existsSync), ...args], { cwd: root, ...options });
}

/** The options before the command: naming one environment file switches the user's own `.env` off, so both are named. */
export function composeArguments(root: string, exists: (path: string) => boolean): string[] {
  const files = [join(root, '.env'), stateFiles(root).composeEnvironment].filter(exists);
  return [...files.flatMap((file) => ['--env-file', file]), '--progress', 'plain'];
}
