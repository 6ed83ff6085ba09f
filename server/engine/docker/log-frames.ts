import type { Readable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';
import type { LogLine } from '../../../contract/nodes.ts';

const headerBytes = 8;

/**
 * Reads the engine's log format: frames of an 8-byte header (stream, 3 zero bytes, length as a big-endian
 * 32-bit number) and a payload whose lines begin with an RFC 3339 time and a space.
 *
 * A line may be spread over several frames; the two streams are kept apart until a line is whole.
 */
export async function* readLogFrames(source: Readable): AsyncGenerator<LogLine> {
  const partial = { stdout: '', stderr: '' };
  for await (const { stream, text } of readFrames(source)) {
    const lines = (partial[stream] + text).split('\n');
    partial[stream] = lines.pop() ?? '';
    for (const line of lines) yield parseLine(stream, line);
  }
  for (const stream of ['stdout', 'stderr'] as const) {
    if (partial[stream] !== '') yield parseLine(stream, partial[stream]);
  }
}

/**
 * The frames as they come, without a look at lines. A container with a terminal (`tty: true`) sends no frames but
 * plain text, which is all standard output.
 */
export async function* readFrames(
  source: Readable,
): AsyncGenerator<{ stream: 'stdout' | 'stderr'; text: string }> {
  // A character may be spread over two frames.
  const decoders = { stdout: new StringDecoder('utf8'), stderr: new StringDecoder('utf8') };
  let held: Buffer = Buffer.alloc(0);
  let isFramed: boolean | undefined;
  for await (const chunk of source as AsyncIterable<Buffer>) {
    held = held.length === 0 ? chunk : Buffer.concat([held, chunk]);
    if (held.length >= headerBytes) isFramed ??= isFrame(held);
    if (isFramed === false) {
      yield { stream: 'stdout', text: decoders.stdout.write(held) };
      held = Buffer.alloc(0);
    }
    for (let size = frameSize(held); size !== undefined; size = frameSize(held)) {
      const stream = held[0] === 2 ? 'stderr' : 'stdout';
      yield { stream, text: decoders[stream].write(held.subarray(headerBytes, size)) };
      held = held.subarray(size);
    }
  }
  if (isFramed === undefined && held.length > 0) yield { stream: 'stdout', text: held.toString('utf8') };
}

/** An abort by the reader is the normal end of a stream, not an error. */
export async function* untilAborted<T>(source: AsyncIterable<T>, signal: AbortSignal): AsyncGenerator<T> {
  try {
    yield* source;
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}

/** Whether bytes begin with the header of a frame: one of three streams, and three zeros. */
function isFrame(held: Buffer): boolean {
  return held.readUInt8(0) <= 2 && held.readUIntBE(1, 3) === 0;
}

/** Bytes of the first frame with its header, or `undefined` while it is not whole. */
function frameSize(held: Buffer): number | undefined {
  if (held.length < headerBytes) return undefined;
  const size = headerBytes + held.readUInt32BE(4);
  return held.length < size ? undefined : size;
}

function parseLine(stream: LogLine['stream'], line: string): LogLine {
  const space = line.indexOf(' ');
  const time = new Date(line.slice(0, Math.max(0, space)));
  const text = line.slice(space + 1).replace(/\r$/, '');
  // The engine writes a time before every line; should it not, the line is shown all the same.
  return Number.isNaN(time.getTime())
    ? { time: new Date().toISOString(), stream, text: line }
    : { time: time.toISOString(), stream, text };
}
