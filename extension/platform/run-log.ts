import { createWriteStream, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type { PlatformProgress } from '../../contract/platform-progress.ts';
import { createLogWords } from './log-words.ts';

/** The log of one run: a file, and whoever listens. */
export interface RunLog {
  readonly path: string;
  line(text: string): void;
  progress(line: PlatformProgress): void;
  close(): void;
}

/** Opens the log anew for this run. A log that cannot be written does not stop the work. */
export function openRunLog(path: string, onLine: ((line: string) => void) | undefined): RunLog {
  const file = openFile(path);
  const words = createLogWords();
  const line = (text: string) => {
    file?.write(`${new Date().toISOString()} ${text}\n`);
    onLine?.(text);
  };
  return { path, line, progress: (each) => words(each).forEach(line), close: () => file?.end() };
}

function openFile(path: string) {
  try {
    mkdirSync(dirname(path), { recursive: true });
  } catch {
    return undefined;
  }
  const file = createWriteStream(path, { flags: 'w' });
  file.on('error', () => undefined);
  return file;
}
