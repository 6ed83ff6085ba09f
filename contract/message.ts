/** What the generator knows of a message: done, certainly not done, or neither. */
export type Outcome = 'acknowledged' | 'failed' | 'indeterminate';

/** Identity of a message: its run and its number in it. The same in every attempt and in every witness. */
export function messageId(run: string, sequence: number): string {
  return `${run}-${sequence}`;
}

/** Run and number in the identity of a message; without a number it can be no message of ours. */
export function parseMessageId(id: string): { run: string; sequence: number | undefined } {
  const dash = id.lastIndexOf('-');
  const digits = id.slice(dash + 1);
  return { run: id.slice(0, dash), sequence: /^\d{1,15}$/.test(digits) ? Number(digits) : undefined };
}

/**
 * Trace id of a message (W3C Trace Context: 32 lower-case hexadecimal digits, not all zero), made from its run and
 * number alone. So everybody who knows a message knows its trace: an example of a lost message can be linked to
 * its trace although no span of it was ever kept.
 */
export function traceIdOf(run: string, sequence: number): string {
  const low = sequence >>> 0;
  const high = Math.floor(sequence / 2 ** 32);
  let state = hashText(run);
  let id = '';
  for (const word of [low, high, low ^ 0x5bd1e995, 1]) {
    state = scramble(state ^ word);
    id += state.toString(16).padStart(8, '0');
  }
  return id;
}

/** FNV-1a, 32 bits. */
function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}

/** The finaliser of MurmurHash3, shifted so that zero does not stay zero. */
function scramble(value: number): number {
  let bits = (value + 0x9e3779b9) | 0;
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return (bits ^ (bits >>> 16)) >>> 0;
}
