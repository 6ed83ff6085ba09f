/** Makes the external images available, apart from the rest of the platform: `npx tsx stack/images/main.ts`. */
import { parseArgs } from 'node:util';
import { runCommand } from '../../cli/host/run-command.ts';
import { createTerminal } from '../../cli/print/terminal.ts';
import { catalog, findImage } from './catalog.ts';
import { drawProgress } from './draw-progress.ts';
import { ensureImages } from './ensure-images.ts';
import type { ImageResult } from './image.ts';
import { verifyImage } from './verify-image.ts';

const usage = `Usage: tsx stack/images/main.ts [--only NAME,...] [--force] [--no-pull] [--list] [--verify] [--json]

  --only NAME,...  only these images (see --list)
  --force          make them anew even when they are at hand
  --no-pull        build without asking an image registry first
  --verify         afterwards start each image and compare it with what the platform relies on
  --list           show the catalog and do nothing
  --json           print the results as JSON`;

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      only: { type: 'string' },
      force: { type: 'boolean', default: false },
      'no-pull': { type: 'boolean', default: false },
      list: { type: 'boolean', default: false },
      verify: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) return print(usage);
  const images = values.only ? values.only.split(',').map(findImage) : catalog;
  if (values.list) return print(images.map(describe).join('\n'));

  const interrupt = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => interrupt.abort());
  // With --json, standard output carries the results alone.
  const stdout = values.json ? process.stderr : process.stdout;
  const drawing = drawProgress(createTerminal({ stdout, stderr: process.stderr, env: process.env }));
  const results = await ensureImages(images, {
    signal: interrupt.signal,
    force: values.force,
    pull: values['no-pull'] ? 'never' : 'auto',
    onProgress: drawing.onProgress,
  });
  drawing.end();
  if (values.json) print(JSON.stringify(results, null, 2));
  else for (const result of results) if (result.state === 'failed') print(describeFailure(result));
  const broken = values.verify ? await verify(results, interrupt.signal) : [];
  for (const problem of broken) process.stderr.write(`${problem}\n`);
  if (interrupt.signal.aborted) return 130;
  return broken.length > 0 || results.some(({ state }) => state === 'failed') ? 1 : 0;
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

function describe({ name, reference, alternative, need, recipe }: (typeof catalog)[number]): string {
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
