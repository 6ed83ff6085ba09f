import { english, type Translate } from '../words/translate.ts';
import type { JsonSchema } from './json-schema.ts';

/** One input of a form. */
export interface Field {
  name: string;
  title: string;
  hint: string;
  kind: 'number' | 'integer' | 'text' | 'choice' | 'boolean';
  /** Of a choice. */
  options: readonly string[];
  isRequired: boolean;
  /** What the API takes if nothing is said. */
  initial: string;
  min: number | undefined;
  max: number | undefined;
}

/** The inputs that fill an object of this schema. What no simple input can fill (lists, objects) is left out. */
export function fieldsOf(schema: JsonSchema, t: Translate = english): Field[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, property]) => {
    const kind = kindOf(property);
    if (kind === undefined) return [];
    return [
      {
        name,
        title: titleOf(name, property.title, t),
        hint: property.description === undefined ? '' : t(property.description),
        kind,
        options: (property.enum ?? []).map(String),
        isRequired: (schema.required ?? []).includes(name) && property.default === undefined,
        initial: initialOf(property.default),
        min: property.minimum ?? property.exclusiveMinimum,
        max: property.maximum,
      },
    ];
  });
}

function kindOf({ type, enum: options }: JsonSchema): Field['kind'] | undefined {
  if (options !== undefined) return options.length > 1 ? 'choice' : undefined;
  const types = [type ?? []].flat().filter((each) => each !== 'null');
  switch (types.length === 1 ? types[0] : undefined) {
    case 'number':
      return 'number';
    case 'integer':
      return 'integer';
    case 'string':
      return 'text';
    case 'boolean':
      return 'boolean';
    default:
      return undefined;
  }
}

function initialOf(value: unknown): string {
  return typeof value === 'object' || value === undefined ? '' : String(value);
}

const units: readonly (readonly [RegExp, string])[] = [
  [/Ms$/, 'ms'],
  [/Seconds$/, 's'],
  [/Percent$|^percent$/, '%'],
  [/Rps$|^rps$/, 'requests/s'],
  [/Kbps$/, 'kbit/s'],
  [/^megabytes$/, 'MB'],
];

/** The title of a field with its unit in brackets; without one of its own, made from its name. */
export function titleOf(name: string, own?: string, t: Translate = english): string {
  const [ending, unit] = units.find(([pattern]) => pattern.test(name)) ?? [/$/, ''];
  const isAllUnit = name.replace(ending, '') === '';
  const words = (isAllUnit ? 'rate' : name.replace(ending, ''))
    .replace(/([A-Z])/g, (letter) => ` ${letter.toLowerCase()}`)
    .replace(/\burl\b/, 'URL')
    .trim();
  const title = own ?? words.charAt(0).toUpperCase() + words.slice(1);
  return unit === '' ? t(title) : `${t(title)} (${t(unit)})`;
}

/** What the person has written, by field. */
export type Written = Readonly<Record<string, string>>;

/** What the form is filled with before anybody writes. */
export function initialOfFields(fields: readonly Field[], prefilled: Written = {}): Written {
  return Object.fromEntries(fields.map(({ name, initial }) => [name, prefilled[name] ?? initial]));
}

/** The object that the written values make. Empty fields are left out: the API fills in its defaults. */
export function valuesOf(fields: readonly Field[], written: Written): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const { name, kind } of fields) {
    const text = (written[name] ?? '').trim();
    if (text === '') continue;
    if (kind === 'number' || kind === 'integer') values[name] = Number(text);
    else values[name] = kind === 'boolean' ? text === 'true' : text;
  }
  return values;
}

/** What is wrong with a field, in words; `undefined` if nothing is. */
export function problemOfField(field: Field, text: string, t: Translate = english): string | undefined {
  const written = text.trim();
  if (written === '') return field.isRequired ? t('Needed.') : undefined;
  return field.kind === 'number' || field.kind === 'integer' ? problemOfNumber(field, written, t) : undefined;
}

function problemOfNumber({ kind, min, max }: Field, written: string, t: Translate): string | undefined {
  const value = Number(written);
  if (!Number.isFinite(value)) return t('Must be a number.');
  if (kind === 'integer' && !Number.isInteger(value)) return t('Must be a whole number.');
  if (min !== undefined && value < min) return t('Must be at least {0}.', min);
  if (max !== undefined && value > max) return t('Must be at most {0}.', max);
  return undefined;
}

/** Numbers as people write them: with commas or spaces between. */
export function numbersOf(text: string): number[] {
  return text
    .split(/[\s,]+/)
    .filter((word) => word !== '')
    .map(Number);
}
