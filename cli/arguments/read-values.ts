import { usageFailure } from '../failure.ts';
import type { CommandInput } from './command.ts';

/** The text given for an option, if any. */
export function textOption(input: CommandInput, name: string): string | undefined {
  return input.values.get(name)?.[0];
}

/** A number, or `undefined` when the option was not given. Bounds are the API's to check. */
export function numberOption(input: CommandInput, name: string): number | undefined {
  return numbersOption(input, name)?.[0];
}

/** Numbers of an option that may be given several times. */
export function numbersOption(input: CommandInput, name: string): number[] | undefined {
  return input.values.get(name)?.map((text) => {
    const value = Number(text);
    if (text.trim() !== '' && Number.isFinite(value)) return value;
    throw usageFailure(`--${name} must be a number, not "${text}".`);
  });
}

/** Reads `--name key=value` pairs; a value that is a JSON number, boolean, list or object is taken as such. */
export function pairsOption(input: CommandInput, name: string): Record<string, unknown> {
  const pairs = Object.entries(textPairsOption(input, name));
  return Object.fromEntries(pairs.map(([key, text]) => [key, readValue(text)]));
}

/** The same, with every value kept as text. */
export function textPairsOption(input: CommandInput, name: string): Record<string, string> {
  const pairs = (input.values.get(name) ?? []).map((text): [string, string] => {
    const equals = text.indexOf('=');
    if (equals < 1) throw usageFailure(`--${name} wants key=value, not "${text}".`);
    return [text.slice(0, equals), text.slice(equals + 1)];
  });
  return Object.fromEntries(pairs);
}

function readValue(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
