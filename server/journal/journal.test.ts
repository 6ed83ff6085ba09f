import assert from 'node:assert/strict';
import { appendFile, chmod, mkdir, mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { type TestContext } from 'node:test';
import { faultRecord, runRecord } from '../../test/support/records.ts';
import { openJournal, parseJournal } from './journal.ts';

async function folder(t: TestContext): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'dsp-journal-'));
  t.after(() => rm(directory, { recursive: true, force: true }));
  return directory;
}

async function linesOf(directory: string): Promise<string[]> {
  return (await readFile(join(directory, 'journal.jsonl'), 'utf8')).split('\n').filter(Boolean);
}

test('what was recorded is there in the next life, and the folder is made', async (t) => {
  const directory = join(await folder(t), 'deep', 'er');
  const first = await openJournal(directory);
  assert.deepEqual(first.faults(), []);
  const fault = faultRecord('f-1111');
  const run = runRecord('r-1111');
  await first.record({ type: 'fault', value: fault });
  await first.record({ type: 'traffic', value: run });
  // No close: a life that crashes does not close either.
  const second = await openJournal(directory);
  assert.deepEqual(second.faults(), [fault]);
  assert.deepEqual(second.runs(), [run]);
  await second.close();
  await first.close();
});

test('a line that was cut short while the platform lives takes no other one with it', async (t) => {
  const directory = await folder(t);
  const first = await openJournal(directory);
  await first.record({ type: 'fault', value: faultRecord('f-1111') });
  // What is left of a write when the disk is full.
  await appendFile(join(directory, 'journal.jsonl'), '\n{"type":"fault","value":{"id":"f-2');
  await first.record({ type: 'fault', value: faultRecord('f-3333') });
  await first.close();
  const second = await openJournal(directory);
  assert.deepEqual(
    second.faults().map(({ id }) => id),
    ['f-1111', 'f-3333'],
  );
  await second.close();
});

test('of several records of an id the last one holds, in order of creation', async (t) => {
  const directory = await folder(t);
  const first = await openJournal(directory);
  await first.record({
    type: 'fault',
    value: faultRecord('f-later', { createdAt: '2026-01-02T00:00:00.000Z' }),
  });
  await first.record({ type: 'fault', value: faultRecord('f-early') });
  await first.record({ type: 'fault', value: faultRecord('f-early', { state: 'ended' }) });
  await first.close();
  const second = await openJournal(directory);
  assert.deepEqual(
    second.faults().map(({ id, state }) => `${id} ${state}`),
    ['f-early ended', 'f-later active'],
  );
  await second.close();
});

test('a line that a crash cut short is passed over, wherever it was cut', async (t) => {
  const directory = await folder(t);
  const first = await openJournal(directory);
  await first.record({ type: 'fault', value: faultRecord('f-1111') });
  await first.record({ type: 'fault', value: faultRecord('f-1111', { state: 'ended' }) });
  await first.close();
  const path = join(directory, 'journal.jsonl');
  const text = await readFile(path, 'utf8');
  // A line break comes before each line.
  const firstLine = text.indexOf('\n', 1) + 1;
  for (const cut of [firstLine, firstLine + 1, firstLine + 100, text.length - 2]) {
    await writeFile(path, text);
    await truncate(path, cut);
    const journal = await openJournal(directory);
    assert.deepEqual(
      journal.faults().map(({ state }) => state),
      ['active'],
      `cut at ${cut}`,
    );
    await journal.record({ type: 'fault', value: faultRecord('f-2222') });
    await journal.close();
    assert.equal(parseJournal(await readFile(path, 'utf8')).entries.length, 2);
  }
});

test('lines of another version, of no type and of nonsense are left out; the others stay', async (t) => {
  const directory = await folder(t);
  const good = JSON.stringify({ type: 'fault', value: faultRecord('f-1111') });
  const lines = [
    '{"type":"fault","value":{"id":"f-old","kind":"explode"}}',
    '{"type":"wish","value":{"id":"w-1"}}',
    '{"type":"constructor","value":{}}',
    '{"type":"__proto__","value":{}}',
    'null',
    '[]',
    '"x"',
    '\u0000\u0000\u0000',
    '',
    good,
    '{',
  ];
  await writeFile(join(directory, 'journal.jsonl'), lines.join('\n'));
  const journal = await openJournal(directory);
  assert.deepEqual(
    journal.faults().map(({ id }) => id),
    ['f-1111'],
  );
  await journal.close();
});

test('records of another version are put aside, once, and told in one line with their number', async (t) => {
  const directory = await folder(t);
  const old = [
    '{"type":"fault","value":{"id":"f-old","kind":"explode"}}',
    '{"type":"wish","value":{"id":"w-1"}}',
  ];
  const good = JSON.stringify({ type: 'fault', value: faultRecord('f-1111') });
  await writeFile(join(directory, 'journal.jsonl'), [...old, good, '{"type":"fault","va'].join('\n'));
  const told: [string, string, unknown][] = [];
  const log = (level: string, message: string, fields?: object): void =>
    void told.push([level, message, fields]);
  await (await openJournal(directory, { log })).close();
  await (await openJournal(directory, { log })).close();
  const file = join(directory, 'journal.other-version.jsonl');
  assert.equal(await readFile(file, 'utf8'), `${old.join('\n')}\n`);
  assert.deepEqual(
    told.map(([level, , fields]) => [level, fields]),
    [['warn', { records: 2, file }]],
  );
  assert.deepEqual(await linesOf(directory), [good]);
});

test('records that are made at the same time are all kept, each whole', async (t) => {
  const directory = await folder(t);
  const journal = await openJournal(directory);
  const ids = Array.from({ length: 100 }, (_, number) => `f-${1000 + number}`);
  await Promise.all(ids.map((id) => journal.record({ type: 'fault', value: faultRecord(id) })));
  await journal.close();
  const again = await openJournal(directory);
  assert.deepEqual(
    again
      .faults()
      .map(({ id }) => id)
      .sort(),
    ids,
  );
  await again.close();
});

test('a journal that has grown is written anew, with the latest state of everything', async (t) => {
  const directory = await folder(t);
  const journal = await openJournal(directory, { mostLines: 50 });
  const states = ['starting', 'active', 'ending', 'ended'] as const;
  const records = Array.from({ length: 60 }, (_, number) =>
    faultRecord(`f-${1000 + (number % 5)}`, { state: states[number % 4] ?? 'ended' }),
  );
  await Promise.all(records.map((value) => journal.record({ type: 'fault', value })));
  await journal.close();
  assert.ok((await linesOf(directory)).length < 50);
  const again = await openJournal(directory);
  const latest = new Map(records.map(({ id, state }) => [id, state]));
  assert.deepEqual(new Map(again.faults().map(({ id, state }) => [id, state])), latest);
  await again.close();
});

test('the newest 500 of each type are kept, and the journal is not written anew again and again', async (t) => {
  const directory = await folder(t);
  const journal = await openJournal(directory, { mostLines: 650 });
  const at = (number: number) => new Date(Date.UTC(2026, 0, 1) + number * 1000).toISOString();
  const records = Array.from({ length: 700 }, (_, number) =>
    faultRecord(`f-${1000 + number}`, { createdAt: at(number) }),
  );
  await journal.record({ type: 'traffic', value: runRecord('r-1111') });
  await Promise.all(records.map((value) => journal.record({ type: 'fault', value })));
  // Written anew once, at 650 lines, down to 501: what came after that was only added.
  assert.equal((await linesOf(directory)).length, 501 + 51);
  await journal.close();
  const again = await openJournal(directory);
  assert.equal(again.faults().length, 500);
  assert.equal(again.faults()[0]?.id, 'f-1200');
  assert.equal(again.faults().at(-1)?.id, 'f-1699');
  assert.equal(again.runs().length, 1);
  await again.close();
});

test('a record that cannot be written is told to whoever made it, and the next one gets its turn', async (t) => {
  const directory = await folder(t);
  const journal = await openJournal(directory);
  const broken = faultRecord('f-1111');
  const loop: Record<string, unknown> = {};
  loop['self'] = loop;
  await assert.rejects(journal.record({ type: 'fault', value: { ...broken, params: loop } }), /circular/i);
  await journal.record({ type: 'fault', value: faultRecord('f-2222') });
  await journal.close();
  assert.equal((await linesOf(directory)).length, 1);
});

test('a journal that is there but cannot be read is not written over', async (t) => {
  const directory = await folder(t);
  const path = join(directory, 'journal.jsonl');
  // A folder in its place cannot be read, whoever asks; a file without rights can be, by root.
  await mkdir(path);
  await assert.rejects(openJournal(directory), /EISDIR/);
  await rm(path, { recursive: true });
  await appendFile(path, 'x');
  await chmod(path, 0o000);
  if (process.getuid?.() !== 0) await assert.rejects(openJournal(directory), /EACCES/);
});
