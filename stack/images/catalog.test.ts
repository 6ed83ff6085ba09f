import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { parse } from 'yaml';
import { referencesOf } from './at-hand.ts';
import { catalog, findImage } from './catalog.ts';
import { goProgramsModule } from './from-registries/go-programs.ts';
import { recipeHash } from './from-registries/recipe.ts';

test('names and references are unique, and every reference says its version', () => {
  assert.equal(new Set(catalog.map(({ name }) => name)).size, catalog.length);
  const references = catalog.flatMap(referencesOf);
  assert.equal(new Set(references).size, references.length);
  for (const reference of references) assert.match(reference, /^[a-z0-9./-]+:[\w.-]+$/);
});

test('what live traffic needs can be built where no image registry is reached', () => {
  for (const image of catalog) {
    if (image.need !== 'optional') assert.ok(image.recipe, image.name);
    assert.match(image.without, /^[A-Z].*\.$/, image.name);
  }
});

test('what an image stands on comes before it', () => {
  const references = catalog.map(({ reference }) => reference);
  for (const { name, reference, recipe } of catalog) {
    if (!recipe?.base) continue;
    assert.ok(references.indexOf(recipe.base.reference) < references.indexOf(reference), name);
  }
});

test('every recipe has an identity of its own', () => {
  const hashes = catalog.flatMap(({ recipe }) => (recipe ? [recipeHash(recipe)] : []));
  assert.equal(new Set(hashes).size, hashes.length);
});

test('the Go module builds the versions that the tags promise', () => {
  const required = readFileSync(join(goProgramsModule, 'go.mod'), 'utf8');
  const versionOf = (module: string) => new RegExp(`^\\s*${module} v(\\S+)`, 'm').exec(required)?.[1];
  const tagOf = (name: string) => findImage(name).reference.split(':')[1];
  assert.equal(versionOf('go.k6.io/k6'), tagOf('k6'));
  assert.equal(versionOf('go.opentelemetry.io/collector/otelcol'), tagOf('collector'));
  // Prometheus 3.12.0 is published as Go module v0.312.0.
  const [major, minor, patch] = (tagOf('prometheus') ?? '').replace('v', '').split('.').map(Number);
  assert.equal(
    versionOf('github.com/prometheus/prometheus'),
    `0.${(major ?? 0) * 100 + (minor ?? 0)}.${patch}`,
  );
});

test('the Compose file names the images of the catalog', () => {
  const compose = parse(readFileSync(join(import.meta.dirname, '../compose.yaml'), 'utf8'), {
    merge: true,
  }) as { 'x-images': Record<string, string> };
  for (const [name, value] of Object.entries(compose['x-images'])) {
    // A variable's default counts: ${NAME:-reference}.
    const reference = value.replace(/\$\{\w+:-([^}]*)\}/, '$1');
    if (!reference.startsWith('dsp/')) assert.equal(findImage(name).reference, reference);
  }
});
