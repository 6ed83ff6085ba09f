import type { IncomingMessage } from 'node:http';
import type { z } from 'zod';
import { explain } from './explain.ts';
import { invalidFields, Problem } from './problems.ts';

/** Bounds the body of a request. */
export const maxBodyBytes = 16 * 1024;

/** Reads a request's JSON body and checks it against a schema of an object. An empty body is the empty object. */
export async function readBody<Schema extends z.ZodObject>(
  request: IncomingMessage,
  schema: Schema,
): Promise<z.infer<Schema>> {
  const bytes = await readBytes(request);
  if (bytes.length > 0 && !isPlainJson(request)) {
    const detail = 'The body must be application/json in UTF-8, without a content encoding.';
    throw new Problem(415, 'unsupported-media-type', detail);
  }
  const input = bytes.length > 0 ? parseObject(bytes) : {};
  const parsed = schema.safeParse(input);
  if (!parsed.success) throw invalidFields(explain(parsed.error, input));
  return parsed.data;
}

async function readBytes(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  // Leaving the loop must not destroy the request, as the refusal goes out by the same connection.
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > maxBodyBytes) {
      // The rest is not read, so the connection cannot be used again.
      throw new Problem(413, 'body-too-large', `The body must have at most ${maxBodyBytes} bytes.`, {
        headers: { connection: 'close' },
      });
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function isPlainJson({ headers }: IncomingMessage): boolean {
  const [mediaType, ...parameters] = (headers['content-type'] ?? '').toLowerCase().split(';');
  const charsets = parameters.map((parameter) => parameter.trim()).filter((p) => p.startsWith('charset='));
  const encoding = headers['content-encoding'] ?? 'identity';
  return (
    mediaType?.trim() === 'application/json' &&
    charsets.every((charset) => /^charset="?utf-8"?$/.test(charset)) &&
    encoding.toLowerCase() === 'identity'
  );
}

function parseObject(bytes: Buffer): object {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (cause) {
    const detail =
      cause instanceof SyntaxError ? 'The body is not valid JSON.' : 'The body is not valid UTF-8.';
    throw new Problem(400, 'malformed-json', detail, { cause });
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new Problem(400, 'malformed-json', 'The body must be one JSON object.');
  }
  return value;
}
