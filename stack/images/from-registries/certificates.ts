import { readdir, readFile, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { unpackedPackages } from './debian-packages.ts';
import type { Workshop } from './workshop.ts';

/**
 * Puts a certificate bundle where Go programs look for one. It is made from the files of Debian's package, never
 * from this machine's own bundle, which may trust a company's proxy that an image must know nothing of.
 */
export async function addCertificates(workshop: Workshop, root: string): Promise<void> {
  const unpacked = await unpackedPackages(workshop, ['ca-certificates']);
  const folder = join(unpacked, 'usr/share/ca-certificates/mozilla');
  const names = (await readdir(folder)).filter((name) => name.endsWith('.crt')).sort();
  const certificates = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')));
  const target = join(root, 'etc/ssl/certs');
  await mkdir(target, { recursive: true });
  await writeFile(join(target, 'ca-certificates.crt'), certificates.join(''));
}
