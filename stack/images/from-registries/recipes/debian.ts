import { debianRootImage } from '../debian-root.ts';
import type { Recipe } from '../recipe.ts';

const suite = 'bookworm';
const packages = ['ca-certificates'];

/** `debian:bookworm-slim`: a minimal Debian, with its own certificates besides what the official one has. */
export const debian: Recipe = {
  inputs: { suite, packages },
  build: (workshop, target) =>
    debianRootImage(workshop, target, { suite, packages, config: { command: ['bash'] } }),
};
