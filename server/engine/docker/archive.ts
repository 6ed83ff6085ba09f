import { buffer } from 'node:stream/consumers';
import { pack } from 'tar-stream';

/** Packs files, by absolute path, into a tar archive that is unpacked at `/`. All of them are world-readable. */
export async function packFiles(files: Record<string, string>): Promise<Buffer> {
  const archive = pack();
  for (const [path, content] of Object.entries(files)) {
    archive.entry({ name: path.replace(/^\//, ''), mode: 0o644 }, content);
  }
  archive.finalize();
  return buffer(archive);
}
