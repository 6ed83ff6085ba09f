import type { Field } from '../../contract/forms/fields.ts';

/** A loss can be said in two ways, so that neither has a default; this is the one that most people mean. */
const usualWithoutDefault = ['percent'];

/** Parameters that make the fault what it is; the others are for those who know why they want them. */
export function isMainField({ name, isRequired, initial }: Field): boolean {
  return isRequired || initial !== '' || usualWithoutDefault.includes(name);
}
