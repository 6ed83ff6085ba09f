import type { IncomingMessage } from 'node:http';
import { ProblemError } from '../../contract/problems.ts';

const largestBodyBytes = 64 * 1024;

/**
 * Reads a JSON body of at most 64 KiB.
 *
 * Only `application/json` is taken: a form of another site can send `text/plain` without asking (CSRF).
 * @throws ProblemError `unsupported-media-type`, `body-too-large` or `malformed-json`.
 */
export async function readJson(request: IncomingMessage): Promise<unknown> {
  const type = request.headers['content-type'] ?? '';
  if (!/^application\/json\s*(;|$)/i.test(type)) {
    throw new ProblemError('unsupported-media-type', `The body came as "${type}".`);
  }
  const text = await readText(request);
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new ProblemError('malformed-json', (error as Error).message, { cause: error });
  }
}

async function readText(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > largestBodyBytes) throw new ProblemError('body-too-large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
