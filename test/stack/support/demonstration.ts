import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { composeArguments } from '../../../cli/host/compose.ts';
import { answersAgain, messageA } from './requests.ts';

const root = join(import.meta.dirname, '..', '..', '..');

/** Switches of the demonstration services; demo-services/README.md says what each does. */
export interface DemonstrationSettings {
  CLIENT_TIMEOUT_MS?: string;
  RETRIES?: string;
  RETRY_BACKOFF_MS?: string;
  ACKNOWLEDGE?: 'synchronous' | 'fire-and-forget';
  IDEMPOTENT_RECEIVER?: 'on' | 'off';
  ANSWER_DELAY_MS?: string;
}

/** Starts the demonstration services anew with these switches, all others being as by default. */
export async function setDemonstration(settings: DemonstrationSettings): Promise<void> {
  const up = ['up', '--detach', '--no-deps', '--wait', '--wait-timeout', '60', 'service-a', 'service-b'];
  await promisify(execFile)('docker', ['compose', ...composeArguments(root, existsSync), ...up], {
    cwd: root,
    env: { ...process.env, ...settings },
    timeout: 120_000,
  });
  await answersAgain(messageA);
}
