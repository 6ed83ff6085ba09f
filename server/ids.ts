import { randomInt } from 'node:crypto';

const alphabet = '23456789abcdefghjkmnpqrstuvwxyz';

/** Makes an id such as `f-9k2m4x7q`: short enough to read aloud, from letters that are not mistaken. */
export function makeId(prefix: 'f' | 'r' | 'p'): string {
  const letters = Array.from({ length: 8 }, () => alphabet[randomInt(alphabet.length)]);
  return `${prefix}-${letters.join('')}`;
}
