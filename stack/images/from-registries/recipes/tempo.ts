import { join } from 'node:path';
import { unpackedPackages } from '../debian-packages.ts';
import { goBuild } from '../go-build.ts';
import { imageFromFiles } from '../image-from-files.ts';
import type { Recipe } from '../recipe.ts';
import { scratchModule } from '../scratch-module.ts';
import { addDataDirectory, programRoot, tmp, type ProgramUser } from './program-root.ts';

const version = '1.5.0';
/**
 * Built with Go 1.21 or newer, Tempo 1.5 panics on its first span: the order in which packages are initialised
 * changed (grafana/tempo#2818). Debian 12 still has 1.19.
 */
const goPackage = 'golang-1.19';
const user: ProgramUser = { name: 'tempo', id: 10001, home: '/var/tempo' };

/** `grafana/tempo:1.5.0`: the newest release that is published as a Go module. */
export const tempo: Recipe = {
  inputs: { version, goPackage, user },
  async build(workshop, target) {
    const packages = await unpackedPackages(workshop, [`${goPackage}-go`, `${goPackage}-src`]);
    const toolchain = { root: join(packages, 'usr/lib/go-1.19') };
    const module = await scratchModule(workshop, toolchain, {
      path: 'github.com/grafana/tempo',
      version: `v${version}`,
    });
    const root = await programRoot(workshop, user);
    const data = await addDataDirectory(root, 'var/tempo', user);
    await goBuild(workshop, toolchain, {
      module,
      moduleMode: 'mod',
      program: 'github.com/grafana/tempo/cmd/tempo',
      variables: { 'main.Version': version },
      output: join(root, 'tempo'),
    });
    await imageFromFiles(workshop, target, {
      directory: root,
      special: [tmp, data],
      config: { entrypoint: ['/tempo'], user: `${user.id}:${user.id}`, ports: [3200] },
    });
  },
};
