import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the platform: where compose.yaml is. */
export const rootFolder = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** What the command line tool keeps between its runs; not part of the repository. */
export function stateFiles(root: string) {
  const folder = join(root, '.dsp');
  return {
    folder,
    logs: join(folder, 'logs'),
    composeEnvironment: join(folder, 'compose.env'),
    caBundle: join(folder, 'ca-bundle.pem'),
    lastInstall: join(folder, 'last-install.json'),
    lastStart: join(folder, 'last-start.json'),
    startLock: join(folder, 'start.lock'),
    background: join(folder, 'background.json'),
    backgroundLog: join(folder, 'logs', 'background.log'),
  } as const;
}
