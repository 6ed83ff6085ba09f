import type { IncomingMessage } from 'node:http';
import { ProblemError } from '../../contract/problems.ts';

const largestBodyBytes = 64 * 1024;
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

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
  const bytes = await readBytes(request);
  try {
    return JSON.parse(utf8.decode(bytes)) as unknown;
  } catch (error) {
    throw new ProblemError('malformed-json', (error as Error).message, { cause: error });
  }
}

/**
 * Reads to the end even what is too large, and forgets it: an answer before the end would reset the connection,
 * often before the client has read why.
 */
function readBytes(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  return new Promise((resolve, reject) => {
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= largestBodyBytes) chunks.push(chunk);
    });
    request.on('end', () => {
      if (size > largestBodyBytes) reject(new ProblemError('body-too-large'));
      else resolve(Buffer.concat(chunks));
    });
    // Nobody is there any more to read this; it keeps a client that leaves from counting as an error of ours.
    request.on('error', (cause) => {
      reject(new ProblemError('malformed-json', 'The body was cut short.', { cause }));
    });
  });
}
