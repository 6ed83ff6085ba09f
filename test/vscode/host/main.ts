/** What the editor runs in its extension host: it calls `run`, and takes a rejection for a failure. */
import './stage.ts';
import './activation.ts';
import './manifest.ts';
import './connection.ts';
import './life.ts';
import './storm.ts';
import './commands.ts';
import { runHostTests } from './host-test.ts';

export async function run(): Promise<void> {
  const failed = await runHostTests(process.env['DSP_HOST_REPORT'] ?? '');
  if (failed.length > 0) throw new Error(`Failed: ${failed.join('; ')}`);
}
