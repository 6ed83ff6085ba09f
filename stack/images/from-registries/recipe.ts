import { createHash } from 'node:crypto';
import type { Workshop } from './workshop.ts';

/** A way to build one image out of package registries. */
export interface Recipe {
  /** Everything that decides what comes out, as JSON: versions, components, settings. */
  readonly inputs: unknown;
  /** The image that this one stands on; it is made available first. */
  readonly base?: BaseImage;
  /** Recipes with the same word never run at once: together they would do the shared work twice. */
  readonly exclusive?: string;
  /** Makes the image under the given reference, with the given labels. Throws with a sentence for people. */
  build(workshop: Workshop, target: BuildTarget): Promise<void>;
}

/** An image that others stand on. */
export interface BaseImage {
  readonly name: string;
  readonly reference: string;
  readonly recipe: Recipe;
}

export interface BuildTarget {
  readonly reference: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** The label of a built image that says which recipe inputs it was made from. */
export const recipeLabel = 'dsp.recipe';

/** Raise it when a shared tool changes what every recipe makes. */
const toolsRevision = 1;

/** The identity of what a recipe makes: the same inputs give the same hash, on every machine. */
export function recipeHash(recipe: Recipe): string {
  const base = recipe.base ? recipeHash(recipe.base.recipe) : null;
  return createHash('sha256')
    .update(JSON.stringify({ toolsRevision, base, inputs: recipe.inputs }))
    .digest('hex')
    .slice(0, 16);
}
