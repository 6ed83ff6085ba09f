import type { CommandResult, RunCommand } from '../../system/process/run-command.ts';
import { recipeHash, recipeLabel, type Recipe } from './from-registries/recipe.ts';
import type { ImageSpec } from './image.ts';

/** For tests: stands in for the docker command, with images that are there and registries that behave as told. */
export interface FakeEngine {
  readonly run: RunCommand;
  /** Every command that was run, as one string. */
  readonly commands: string[];
  /** The images that are at hand: reference to recipe hash, or to nothing when it was pulled. */
  readonly images: Map<string, string | undefined>;
}

export type FakePull = 'gives' | 'refuses' | 'hangs';

export function createFakeEngine(pull: (reference: string) => FakePull): FakeEngine {
  const images = new Map<string, string | undefined>();
  const commands: string[] = [];
  const inspect = (references: readonly string[]) => {
    const lines = references.flatMap((reference) => {
      if (!images.has(reference)) return [];
      const hash = images.get(reference);
      return JSON.stringify({ tags: [reference], labels: hash ? { [recipeLabel]: hash } : null });
    });
    return result(lines.length === references.length, lines.join('\n'));
  };
  const run: RunCommand = async (argv, options = {}) => {
    commands.push(argv.join(' '));
    if (options.signal?.aborted) return { ...result(false), end: 'aborted' };
    if (argv[1] === 'image') return inspect(argv.slice(5));
    if (argv[1] === 'version') return result(true, 'amd64\n');
    if (argv[1] !== 'pull') return result(true);
    const reference = argv[2] ?? '';
    const behaviour = pull(reference);
    if (behaviour === 'hangs') {
      await new Promise((resolve) => options.signal?.addEventListener('abort', resolve));
      return { ...result(false), end: 'aborted' };
    }
    const line = behaviour === 'gives' ? 'latest: Pulling from somewhere' : 'Error: no such host';
    options.onLine?.(line);
    if (behaviour === 'gives') images.set(reference, undefined);
    return { ...result(behaviour === 'gives'), tail: [line] };
  };
  return { run, commands, images };
}

function result(ok: boolean, stdout = ''): CommandResult {
  return { ok, end: 'exited', exitCode: ok ? 0 : 1, stdout, stderr: '', tail: [] };
}

/** A recipe whose build is any function; it makes its image in the fake engine unless it throws. */
export function fakeRecipe(
  engine: FakeEngine,
  inputs: string,
  work: () => Promise<void> = () => Promise.resolve(),
  rest: Partial<Recipe> = {},
): Recipe {
  const recipe: Recipe = {
    inputs,
    async build(_workshop, { reference }) {
      await work();
      engine.images.set(reference, recipeHash(recipe));
    },
    ...rest,
  };
  return recipe;
}

export function fakeImage(name: string, rest: Partial<ImageSpec> = {}): ImageSpec {
  return { name, reference: `${name}:1`, need: 'main', without: `No ${name}.`, ...rest };
}
