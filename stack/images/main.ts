/** Makes the external images available, apart from the rest of the platform: `npx tsx stack/images/main.ts`. */
import { parseArgs } from 'node:util';
import { runCommand } from '../../system/process/run-command.ts';
import { createTerminal } from '../../system/terminal/terminal.ts';
import { catalog, findImage } from './catalog.ts';
import { drawProgress } from './draw-progress.ts';
import { ensureImages } from './ensure-images.ts';
import type { ImageResult, ImageSpec } from './image.ts';
import { verifyImage } from './verify-image.ts';

const usage = `Usage: tsx stack/images/main.ts [--only NAME,...] [--force] [--no-pull] [--list] [--verify] [--json]

  --only NAME,...  only these images (see --list)
  --force          make them anew even when they are at hand
  --no-pull        build without asking an image registry first
  --verify         afterwards start each image and compare it with what the platform relies on
  --list           show the catalog and do nothing
  --json           print the results as JSON`;

async function main(): Promise<number> {
  const options = readOptions();
  if (options.help) return print(usage);
  const images = options.only ? options.only.split(',').map(findImage) : catalog;
  if (options.list) return print(images.map(describe).join('\n'));

  const interrupt = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => interrupt.abort());
  const { signal } = interrupt;
  const results = await ensure(images, options, signal);
  if (options.json) print(JSON.stringify(results, null, 2));
  const failures = results.filter(({ state }) => state === 'failed').map(describeFailure);
  const problems = options.verify ? await verify(results, signal) : [];
  for (const line of [...failures, ...problems]) process.stderr.write(`${line}\n`);
  if (signal.aborted) return 130;
  return failures.length + problems.length > 0 ? 1 : 0;
}

type Options = ReturnType<typeof readOptions>;

function readOptions() {
  const flag = { type: 'boolean', default: false } as const;
  const { values } = parseArgs({
    options: {
      only: { type: 'string' },
      force: flag,
      'no-pull': flag,
      list: flag,
      verify: flag,
      json: flag,
      help: { ...flag, short: 'h' },
    },
  });
  return values;
}

async function ensure(images: readonly ImageSpec[], options: Options, signal: AbortSignal) {
  // With --json, standard output carries the results alone.
  const stdout = options.json ? process.stderr : process.stdout;
  const drawing = drawProgress(createTerminal({ stdout, stderr: process.stderr, env: process.env }));
  const pull = options['no-pull'] ? 'never' : 'auto';
  const { force } = options;
  const results = await ensureImages(images, { signal, force, pull, onProgress: drawing.onProgress });
  drawing.end();
  return results;
}

async function verify(results: readonly ImageResult[], signal: AbortSignal): Promise<string[]> {
  const problems: string[] = [];
  for (const { name, reference } of results) {
    if (reference !== undefined) {
      problems.push(...(await verifyImage(name, reference, { run: runCommand, signal })));
    }
  }
  return problems;
}

function print(text: string): 0 {
  process.stdout.write(`${text}\n`);
  return 0;
}

function describe({ name, reference, alternative, need, recipe }: ImageSpec): string {
  const how = recipe ? `pulled or built${alternative ? ` (as ${alternative})` : ''}` : 'pulled only';
  return `${name.padEnd(16)} ${need.padEnd(11)} ${reference.padEnd(56)} ${how}`;
}

function describeFailure({ name, message, logFile }: ImageResult): string {
  return `\n${name}: ${message}${logFile ? `\nThe whole log: ${logFile}` : ''}`;
}

process.exitCode = await main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  return 2;
});
