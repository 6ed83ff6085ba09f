import { join } from 'node:path';
import { buildGoProgram, goProgramsExclusive, goProgramsInputs } from '../go-programs.ts';
import { imageFromFiles } from '../image-from-files.ts';
import type { Recipe } from '../recipe.ts';
import { addDataDirectory, programRoot, tmp, type ProgramUser } from './program-root.ts';

const user: ProgramUser = { name: 'k6', id: 12345, home: '/home/k6' };

/** `grafana/k6`: without the browser that the image's "-with-browser" variant has, as the official one. */
export const k6: Recipe = {
  inputs: { ...goProgramsInputs(), user },
  exclusive: goProgramsExclusive,
  async build(workshop, target) {
    const root = await programRoot(workshop, user);
    const home = await addDataDirectory(root, 'home/k6', user);
    await buildGoProgram(workshop, { program: 'go.k6.io/k6', output: join(root, 'usr/bin/k6') });
    await imageFromFiles(workshop, target, {
      directory: root,
      special: [tmp, home],
      config: { entrypoint: ['k6'], user: String(user.id), workingDirectory: user.home },
    });
  },
};
