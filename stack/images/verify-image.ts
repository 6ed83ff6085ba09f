import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RunCommand } from '../../system/process/run-command.ts';
import { promises, type ImagePromise } from './image-promises.ts';

export interface VerifyOptions {
  readonly run: RunCommand;
  readonly signal: AbortSignal;
}

interface ImageConfigJson {
  readonly Entrypoint?: string[] | null;
  readonly User?: string;
  readonly Env?: string[] | null;
}

/**
 * Starts an image of the engine and compares it with what the Compose file and the Dockerfiles rely on, whether
 * it was pulled or built. Gives back every broken promise as a sentence; none is good.
 */
export async function verifyImage(
  name: string,
  reference: string,
  options: VerifyOptions,
): Promise<string[]> {
  const promise = promises[name];
  if (!promise) return [];
  const { run, signal } = options;
  const inspected = await run(['docker', 'image', 'inspect', '--format', '{{json .Config}}', reference], {
    signal,
  });
  if (!inspected.ok) return [`${reference} is not at hand.`];
  const config = JSON.parse(inspected.stdout) as ImageConfigJson;
  return [
    ...judgeConfig(reference, config, promise),
    ...(await judgeRun(reference, promise, options)),
    ...(await findForeignAuthorities(reference, options)),
  ];
}

/** What the image says about running it, against what was promised; nothing of this machine may be in it. */
export function judgeConfig(reference: string, config: ImageConfigJson, promise: ImagePromise): string[] {
  const entrypoint = (config.Entrypoint ?? []).join(' ');
  const user = config.User ?? '';
  const leaked = (config.Env ?? []).filter((line) => /^(\w*_proxy|\w*CA_BUNDLE|\w*_CERTS?)=/i.test(line));
  return [
    ...(entrypoint === promise.entrypoint ? [] : [`${reference} has the entrypoint "${entrypoint}".`]),
    ...(promise.users.includes(user) ? [] : [`${reference} runs as the user "${user}".`]),
    ...leaked.map((line) => `${reference} has this machine's setting ${line}.`),
  ];
}

async function judgeRun(
  reference: string,
  { command, says }: ImagePromise,
  { run, signal }: VerifyOptions,
): Promise<string[]> {
  const argv = ['docker', 'run', '--rm', '--network=none', ...command.options, reference, ...command.args];
  const result = await run(argv, { signal, timeoutMs: 60_000 });
  const lastWords = result.tail.slice(-5).join('\n');
  if (!result.ok) return [`${reference} does not start: ${lastWords}`];
  const said = result.stdout + result.stderr;
  return says.flatMap((word) =>
    word.test(said) ? [] : [`${reference} does not say ${word}, but: ${lastWords}`],
  );
}

const localAuthorities = '/usr/local/share/ca-certificates';

/** The certificate authorities that were added to this machine must not be trusted, or even known, in an image. */
async function findForeignAuthorities(reference: string, { run, signal }: VerifyOptions): Promise<string[]> {
  const names = (await readdir(localAuthorities).catch(() => [])).filter((name) => name.endsWith('.crt'));
  const container = `dsp-verify-${process.pid}-${Date.now()}`;
  if (!(await run(['docker', 'create', '--name', container, reference, 'true'], { signal })).ok) return [];
  try {
    const problems: string[] = [];
    for (const name of names) {
      const lines = (await readFile(join(localAuthorities, name), 'utf8')).split('\n');
      // A line from the middle of a certificate is as good as unique, and is the same in every bundle.
      const fingerprint = lines[Math.floor(lines.length / 2)] ?? '';
      const search = 'docker export "$1" | grep --count --text --fixed-strings -- "$2"';
      const found = await run(['sh', '-c', search, 'sh', container, fingerprint], { signal });
      if (found.ok) problems.push(`${reference} contains this machine's certificate authority ${name}.`);
    }
    return problems;
  } finally {
    await run(['docker', 'rm', '--force', container]);
  }
}
