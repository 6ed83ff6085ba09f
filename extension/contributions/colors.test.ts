import assert from 'node:assert/strict';
import { test } from 'node:test';
import { colors } from './colors.ts';

/** Backgrounds of the side bar in the editor's own themes. */
const backgrounds = {
  dark: '#181818',
  light: '#f8f8f8',
  highContrast: '#000000',
  highContrastLight: '#ffffff',
};
/** How much of its colour the editor leaves to the words behind a label. */
const ofDescription = 0.7;
/** WCAG 2.2, text of usual size, level AA. */
const readable = 4.5;

test('a name in our colour, and the fainter words behind it, can be read in every theme', () => {
  for (const { id, defaults } of Object.values(colors)) {
    for (const [theme, background] of Object.entries(backgrounds)) {
      const [text, behind] = [defaults[theme as keyof typeof defaults], background].map(channels);
      assert.ok(text && behind);
      const faint = text.map((value, at) => mix(value, behind[at] ?? 0));
      const ratio = contrast(faint, behind);
      assert.ok(ratio >= readable, `${id} in ${theme}: ${ratio.toFixed(2)}`);
    }
  }
});

function mix(text: number, background: number): number {
  return text * ofDescription + background * (1 - ofDescription);
}

function channels(color: string): number[] {
  return [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16));
}

function contrast(a: readonly number[], b: readonly number[]): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(color: readonly number[]): number {
  const [red = 0, green = 0, blue = 0] = color.map((value) => {
    const share = value / 255;
    return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
