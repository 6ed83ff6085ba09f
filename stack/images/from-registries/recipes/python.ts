import { rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { debianRootImage } from '../debian-root.ts';
import type { Recipe } from '../recipe.ts';

const suite = 'bookworm';
const packages = ['ca-certificates', 'python3', 'python3-pip', 'python3-venv'];

/** `python:3.11-slim-bookworm`: Debian's own Python of the same version, at the paths of the official image. */
export const python: Recipe = {
  inputs: { suite, packages },
  build: (workshop, target) =>
    debianRootImage(workshop, target, { suite, packages, config: { command: ['python3'] }, finish }),
};

async function finish(root: string): Promise<void> {
  for (const [name, program] of [
    ['python', 'python3'],
    ['python3', 'python3'],
    ['pip', 'pip3'],
    ['pip3', 'pip3'],
  ] as const) {
    await symlink(`/usr/bin/${program}`, join(root, 'usr/local/bin', name));
  }
  // Debian reserves its Python for its own packages. In an image the Python is there for the image's program.
  await rm(join(root, 'usr/lib/python3.11/EXTERNALLY-MANAGED'), { force: true });
}
