import { join } from 'node:path';

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
