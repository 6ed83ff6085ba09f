import { basename } from 'node:path';

/**
 * What makes up the platform, relative to the root of the repository and of the package alike: everything that the
 * bundled command line tool, Compose and the image builds read.
 */
export const shippedPaths: readonly string[] = [
  'compose.yaml',
  'server/prebuilt.Dockerfile',
  'server/prebuilt.Dockerfile.dockerignore',
  'stack',
  'demo-services',
  'k6/examples',
  'dist/server',
  'dist/cli',
];

const leftOutFolders: readonly string[] = ['node_modules', 'dist', '__pycache__', '.venv', 'test', 'tests'];
const leftOutEndings: readonly string[] = ['.map', '.test.ts', '_test.go', '.pyc', '.log'];

/**
 * Whether a file or folder inside one of the shipped paths belongs to the platform: no tests, nothing that was
 * installed or built in place. Of `stack` only data and the sources of images are read, no TypeScript.
 */
export function isShipped(path: string): boolean {
  const name = basename(path);
  if (shippedPaths.includes(path)) return true;
  if (leftOutFolders.includes(name) || leftOutEndings.some((ending) => name.endsWith(ending))) return false;
  return !(path.startsWith('stack/') && name.endsWith('.ts'));
}
