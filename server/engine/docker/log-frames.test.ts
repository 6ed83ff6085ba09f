import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import test from 'node:test';
import fc from 'fast-check';
import type { LogLine } from '../../../contract/nodes.ts';
import { readFrames, readLogFrames } from './log-frames.ts';

type Stream = LogLine['stream'];

function frame(stream: Stream, payload: Buffer): Buffer {
  const header = Buffer.alloc(8);
  header.writeUInt8(stream === 'stderr' ? 2 : 1, 0);
  header.writeUInt32BE(payload.length, 4);
  return Buffer.concat([header, payload]);
}

/** Cuts bytes at the given places, wherever in them those are. */
function cut(bytes: Buffer, places: number[]): Buffer[] {
  const at = [...new Set(places.map((place) => place % (bytes.length + 1)))].sort((a, b) => a - b);
  return [0, ...at].map((from, number) => bytes.subarray(from, at[number] ?? bytes.length));
}

async function linesOf(chunks: Buffer[]): Promise<LogLine[]> {
  const lines = [];
  for await (const line of readLogFrames(Readable.from(chunks))) lines.push(line);
  return lines;
}

const stream = fc.constantFrom<Stream>('stdout', 'stderr');
const text = fc.string({ unit: 'grapheme', maxLength: 40 }).filter((each) => !/[\n\r]/.test(each));
const time = '2026-01-02T03:04:05.678901234Z';

test('however lines are spread over frames, and frames over chunks, the same lines are read', async () => {
  const line = fc.record({ stream, text, frames: fc.array(fc.nat(200), { maxLength: 3 }) });
  const lines = fc.array(line, { maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(lines, fc.array(fc.nat(5_000), { maxLength: 40 }), async (written, chunks) => {
      const frames = written.flatMap((each) =>
        cut(Buffer.from(`${time} ${each.text}\n`), each.frames).map((part) => frame(each.stream, part)),
      );
      const read = await linesOf(cut(Buffer.concat(frames), chunks));
      assert.deepEqual(
        read,
        written.map((each) => ({ time: '2026-01-02T03:04:05.678Z', stream: each.stream, text: each.text })),
      );
    }),
  );
});

test('lines of the two streams that are cut into each other stay apart', async () => {
  const frames = [
    frame('stdout', Buffer.from(`${time} to o`)),
    frame('stderr', Buffer.from(`${time} to er`)),
    frame('stdout', Buffer.from('ut\n')),
    frame('stderr', Buffer.from('r\n')),
  ];
  const lines = await linesOf(frames);
  assert.deepEqual(
    lines.map((line) => `${line.stream}: ${line.text}`),
    ['stdout: to out', 'stderr: to err'],
  );
});

test('a last line without an end is read, and a carriage return is no part of a line', async () => {
  const lines = await linesOf([frame('stdout', Buffer.from(`${time} one\r\n${time} two`))]);
  assert.deepEqual(
    lines.map((line) => line.text),
    ['one', 'two'],
  );
});

test('an empty line, and an empty frame, are what they are', async () => {
  const lines = await linesOf([frame('stdout', Buffer.alloc(0)), frame('stdout', Buffer.from(`${time} \n`))]);
  assert.deepEqual(
    lines.map((line) => line.text),
    [''],
  );
});

test('a line without a time is shown all the same', async () => {
  const lines = await linesOf([frame('stderr', Buffer.from('no time here\nnothing\n'))]);
  assert.deepEqual(
    lines.map((line) => line.text),
    ['no time here', 'nothing'],
  );
  for (const line of lines) assert.ok(!Number.isNaN(Date.parse(line.time)));
});

test('the plain text of a container with a terminal is read as lines, in any chunks', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(200), { maxLength: 10 }), async (places) => {
      const bytes = Buffer.from(`${time} häuser\r\n${time} €uro\r\n`);
      const lines = await linesOf(cut(bytes, places));
      assert.deepEqual(
        lines.map((line) => `${line.stream} ${line.text}`),
        ['stdout häuser', 'stdout €uro'],
      );
    }),
  );
});

test('plain text that is shorter than a header is not lost', async () => {
  const texts = [];
  for await (const { text: part } of readFrames(Readable.from([Buffer.from('hi')]))) texts.push(part);
  assert.deepEqual(texts, ['hi']);
});

test('a stream that breaks off in a frame gives what was whole', async () => {
  const whole = frame('stdout', Buffer.from(`${time} whole\n`));
  const broken = frame('stdout', Buffer.from(`${time} broken\n`)).subarray(0, 20);
  const lines = await linesOf([whole, broken]);
  assert.deepEqual(
    lines.map((line) => line.text),
    ['whole'],
  );
});
