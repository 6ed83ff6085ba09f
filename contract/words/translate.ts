/** Says a text in the language of whoever reads it, with values in place of `{0}`, `{1}` and so on. */
export type Translate = (text: string, ...values: (string | number | boolean)[]) => string;

/** The contract's own language: the text as it is. */
export const english: Translate = (text, ...values) =>
  text.replace(/\{(\d)\}/g, (hole, at: string) => String(values[Number(at)] ?? hole));
