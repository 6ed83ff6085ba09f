import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Names of the steps that the command line tells of, and what things inside of a step do. */
const told = [/steps\.run\('([^']+)'/g, /\bitem\.update\('([^']+)'/g];
const phases = /type ImagePhase = ([^;]+);/;

/** Every word of a start and a stop that the tree shows, from the sources of the command line. */
export function textsOfStart(root: string): Set<string> {
  const cli = readdirSync(join(root, 'cli'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .map((name) => readFileSync(join(root, 'cli', name), 'utf8'));
  const ofImages = phases.exec(readFileSync(join(root, 'stack/images/image.ts'), 'utf8'))?.[1] ?? '';
  const words = [
    ...cli.flatMap((source) => told.flatMap((pattern) => [...source.matchAll(pattern)])),
    ...ofImages.matchAll(/'([^']+)'/g),
  ];
  return new Set(words.flatMap(([, word]) => word ?? []));
}
