import { chmod, mkdir, rename, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { imageFromFiles } from '../image-from-files.ts';
import { unpackNpmPackage } from '../npm-package.ts';
import type { Recipe } from '../recipe.ts';
import { addUser, onDebian } from './on-debian.ts';

const nodeVersion = '24.21.0';
const npmVersion = '11.21.2';
const user = { name: 'node', id: 1000 };

/** What the official image starts: a command as it is, anything else as arguments of node. */
const entrypoint = `#!/bin/sh
set -e
if [ "\${1#-}" != "\${1}" ] || [ -z "$(command -v "\${1}")" ] || { [ -f "\${1}" ] && ! [ -x "\${1}" ]; }; then
  set -- node "$@"
fi
exec "$@"
`;

/** `node:24-bookworm-slim`: Node's binary and npm are npm packages themselves. Without yarn and corepack. */
export const node: Recipe = {
  inputs: { nodeVersion, npmVersion, user, entrypoint },
  base: onDebian,
  async build(workshop, target) {
    const files = join(workshop.buildDirectory, 'files');
    const bin = join(files, 'usr/local/bin');
    const modules = join(files, 'usr/local/lib/node_modules');
    await mkdir(bin, { recursive: true });

    const platform = workshop.architecture === 'arm64' ? 'arm64' : 'x64';
    const unpacked = join(workshop.buildDirectory, 'node');
    await unpackNpmPackage(workshop, `node-linux-${platform}@${nodeVersion}`, unpacked);
    await rename(join(unpacked, 'bin/node'), join(bin, 'node'));
    await unpackNpmPackage(workshop, `npm@${npmVersion}`, join(modules, 'npm'));
    await symlink('node', join(bin, 'nodejs'));
    for (const name of ['npm', 'npx']) {
      await chmod(join(modules, `npm/bin/${name}-cli.js`), 0o755);
      await symlink(`../lib/node_modules/npm/bin/${name}-cli.js`, join(bin, name));
    }
    await writeFile(join(bin, 'docker-entrypoint.sh'), entrypoint, { mode: 0o755 });
    await addUser(workshop, files, user);

    await imageFromFiles(workshop, target, {
      directory: files,
      base: onDebian.reference,
      special: [{ path: `home/${user.name}`, owner: `${user.id}:${user.id}` }],
      config: {
        entrypoint: ['docker-entrypoint.sh'],
        command: ['node'],
        environment: { NODE_VERSION: nodeVersion },
      },
    });
  },
};
