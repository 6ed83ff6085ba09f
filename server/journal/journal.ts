import { appendFile, mkdir, open, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { z } from 'zod';
import { Delivery } from '../../contract/delivery.ts';
import { Fault } from '../../contract/faults/fault.ts';
import { TrafficRun } from '../../contract/traffic/run.ts';
import type { Log } from '../http/log.ts';

/** Records of each type that are kept when the journal is compacted. */
const keptOfEachType = 500;
/** The journal is written anew when it has grown to so many lines. */
const linesUntilCompaction = 20_000;

type JournalEntry =
  | { type: 'fault'; value: Fault }
  | { type: 'traffic'; value: TrafficRun }
  | { type: 'delivery'; value: Delivery };

/**
 * The durable memory of faults, runs and their final accounts: a file of JSON lines, each the whole state of one of
 * them at one moment. The last line of an id holds; a line that a crash cut short is passed over. Records of another
 * version of the platform are put aside in a file of their own, for a person who wants them.
 */
export interface Journal {
  /** Latest state of everything, oldest first. */
  faults(): Fault[];
  runs(): TrafficRun[];
  deliveries(): Delivery[];
  /** Resolves when the entry is on the disk. */
  record(entry: JournalEntry): Promise<void>;
  close(): Promise<void>;
}

/** Opens the journal in `directory`, making it if needed, and compacts what an earlier life left. */
export async function openJournal(
  directory: string,
  { mostLines = linesUntilCompaction, log }: { mostLines?: number; log?: Log } = {},
): Promise<Journal> {
  await mkdir(directory, { recursive: true });
  const path = join(directory, 'journal.jsonl');
  const { entries, strange } = parseJournal(await readIfThere(path));
  await putAside(directory, strange, log);
  const latest = newest(entries);
  let file = await rewrite(path, latest);
  let lines = latest.size;
  let writing: Promise<unknown> = Promise.resolve();

  async function append(entry: JournalEntry): Promise<void> {
    if (lines >= mostLines) await compact();
    // The line break comes first: a line that a full disk cut short takes no other one with it.
    await file.appendFile(`\n${JSON.stringify(entry)}`);
    await file.datasync();
    lines += 1;
  }

  async function compact(): Promise<void> {
    const kept = newest([...latest.values()]);
    for (const key of latest.keys()) if (!kept.has(key)) latest.delete(key);
    const fresh = await rewrite(path, kept);
    await file.close();
    file = fresh;
    lines = kept.size;
  }

  function valuesOf<T extends JournalEntry['type']>(type: T): Extract<JournalEntry, { type: T }>['value'][] {
    return [...latest.values()].flatMap((entry) => (entry.type === type ? [entry.value as never] : []));
  }

  return {
    faults: () => valuesOf('fault'),
    runs: () => valuesOf('traffic'),
    deliveries: () => valuesOf('delivery'),

    record(entry) {
      latest.set(keyOf(entry), entry);
      const written = writing.then(() => append(entry));
      // A failed write is told to whoever made it; those that come after still get their turn.
      writing = written.catch(() => undefined);
      return written;
    },

    async close() {
      await writing;
      await file.close();
    },
  };
}

/** A journal that is there and cannot be read must not be taken for an empty one: it would be written over. */
async function readIfThere(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw error;
  }
}

/** Keeps records that this version does not understand, before the journal is written anew without them. */
async function putAside(directory: string, lines: string[], log: Log | undefined): Promise<void> {
  if (lines.length === 0) return;
  const path = join(directory, 'journal.other-version.jsonl');
  await appendFile(path, lines.map((line) => `${line}\n`).join(''), { mode: 0o666, flush: true });
  const message =
    'records of another version of the platform were put aside; faults among them are not resumed';
  log?.('warn', message, { records: lines.length, file: path });
}

/** Reads the lines of a journal. `strange` are whole records of another version; what is cut short is left out. */
export function parseJournal(text: string): { entries: JournalEntry[]; strange: string[] } {
  const entries: JournalEntry[] = [];
  const strange: string[] = [];
  for (const line of text.split('\n')) {
    const { type, value } = parseLine(line) ?? {};
    if (type === undefined) continue;
    const known = types.find((each) => each === type);
    const parsed = known && (schemas[known] as z.ZodType).safeParse(value);
    if (parsed?.success) entries.push({ type, value: parsed.data } as JournalEntry);
    else strange.push(line);
  }
  return { entries, strange };
}

const schemas = { fault: Fault, traffic: TrafficRun, delivery: Delivery } as const;
const types = Object.keys(schemas) as JournalEntry['type'][];

/** A run and its account have the same id. */
function keyOf({ type, value }: JournalEntry): string {
  return `${type} ${value.id}`;
}

function parseLine(line: string): { type?: unknown; value?: unknown } | undefined {
  try {
    return JSON.parse(line) as { type?: unknown; value?: unknown };
  } catch {
    return undefined;
  }
}

/** The last entry of each id, the newest ids of each type, in the order of their creation. */
function newest(entries: JournalEntry[]): Map<string, JournalEntry> {
  const last = [...new Map(entries.map((entry) => [keyOf(entry), entry])).values()];
  const byAge = last.sort((a, b) => a.value.createdAt.localeCompare(b.value.createdAt));
  const kept = types.flatMap((type) => byAge.filter((entry) => entry.type === type).slice(-keptOfEachType));
  return new Map(kept.map((entry) => [keyOf(entry), entry]));
}

/** Writes the journal anew beside the old one and puts it in its place in one step. */
async function rewrite(path: string, entries: Map<string, JournalEntry>) {
  const fresh = `${path}.new`;
  const text = [...entries.values()].map((entry) => JSON.stringify(entry)).join('\n');
  // The volume is the platform's own; the API may run as another user after an update.
  await writeFile(fresh, text, { mode: 0o666, flush: true });
  await rename(fresh, path);
  return open(path, 'a', 0o666);
}
