import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TreeItem } from 'vscode';
import { createEntryCache, type Entry } from './entry.ts';

test('the same id is the same entry while its thing is there; those whose things are gone are forgotten', () => {
  const cache = createEntryCache();
  let made = 0;
  let isGone = false;
  const entry = (id: string, draw: Entry['draw']): Entry =>
    cache.of(id, () => {
      made++;
      return { id, draw };
    });
  const item = {} as TreeItem;
  const stays = entry('stays', () => item);
  for (let at = 0; at < 400; at++) entry(`goes-${at}`, () => (isGone ? undefined : item));
  assert.equal(made, 401);
  entry('goes-0', () => item);
  assert.equal(made, 401);

  isGone = true;
  for (let at = 0; at < 1_000; at++) entry(`new-${at}`, () => item);
  assert.equal(
    entry('stays', () => item),
    stays,
  );
  made = 0;
  entry('goes-0', () => item);
  assert.equal(made, 1);
});
