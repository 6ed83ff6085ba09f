import { cp, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { goToolchain, goVersion } from '../go-toolchain.ts';
import { imageFromFiles } from '../image-from-files.ts';
import type { Recipe } from '../recipe.ts';
import { onDebian } from './on-debian.ts';

/** `golang:1.26-bookworm`: the Go toolchain. Without the C compiler of the official image, so without cgo. */
export const golang: Recipe = {
  inputs: { goVersion },
  base: onDebian,
  async build(workshop, target) {
    const files = join(workshop.buildDirectory, 'files');
    const { root } = await goToolchain(workshop);
    await mkdir(join(files, 'go/bin'), { recursive: true });
    await mkdir(join(files, 'go/src'), { recursive: true });
    await cp(root, join(files, 'usr/local/go'), { recursive: true, verbatimSymlinks: true });
    await imageFromFiles(workshop, target, {
      directory: files,
      base: onDebian.reference,
      // As in the official image: modules can be fetched by whichever user a container runs as.
      special: [{ path: 'go', mode: '1777' }],
      config: {
        command: ['bash'],
        workingDirectory: '/go',
        environment: {
          GOLANG_VERSION: goVersion,
          GOTOOLCHAIN: 'local',
          GOPATH: '/go',
          PATH: '/go/bin:/usr/local/go/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
        },
      },
    });
  },
};
