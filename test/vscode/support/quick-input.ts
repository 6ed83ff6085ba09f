import type { Locator, Page } from 'playwright-core';
import { escaped } from './escaped.ts';

/** The box at the top in which the editor asks: the palette, a list to choose from, a line to fill in. */
export interface QuickInput {
  box: Locator;
  /** Its heading, such as "Start Traffic (2/4)". */
  title: Locator;
  /** The line in which one types. */
  line: Locator;
  /** What is wrong with what was typed. */
  message: Locator;
  option(label: string | RegExp): Locator;
  /** Chooses one of a list. */
  choose(label: string | RegExp): Promise<void>;
  /** Ticks several of a list, and accepts. */
  tick(...labels: string[]): Promise<void>;
  /** Types in place of what is there, and accepts. */
  type(text: string): Promise<void>;
  /** Accepts what is there. */
  accept(): Promise<void>;
  cancel(): Promise<void>;
}

export function quickInput(page: Page): QuickInput {
  const box = page.locator('.quick-input-widget');
  const line = box.locator('.quick-input-box input');
  const rows = box.locator('.quick-input-list .monaco-list-row');
  const option = (label: string | RegExp): Locator =>
    rows.filter({ has: page.locator('.label-name', { hasText: label }) });
  return {
    box,
    title: box.locator('.quick-input-title'),
    line,
    message: box.locator('.quick-input-message'),
    option,
    async choose(label) {
      await option(label).first().click();
    },
    async tick(...labels) {
      for (const label of labels) await option(label).first().locator('.quick-input-list-checkbox').click();
      await box.getByRole('button', { name: 'OK' }).click();
    },
    async type(text) {
      await line.fill(text);
      await line.press('Enter');
    },
    accept: () => line.press('Enter'),
    async cancel() {
      await page.keyboard.press('Escape');
      await box.waitFor({ state: 'hidden' });
    },
  };
}

/** Runs a command as a person does: by its words in the palette. */
export async function runCommand(page: Page, title: string): Promise<void> {
  const palette = quickInput(page);
  await page.keyboard.press('F1');
  await palette.line.waitFor();
  await palette.line.fill(`>${title}`);
  await palette.choose(new RegExp(`^${escaped(title)}$`));
}

/** The commands that the palette offers for words. */
export async function offeredCommands(page: Page, words: string): Promise<string[]> {
  const palette = quickInput(page);
  await page.keyboard.press('F1');
  await palette.line.fill(`>${words}`);
  await palette.option(/./).first().waitFor();
  const labels = await palette.box.locator('.monaco-list-row .label-name').allTextContents();
  await palette.cancel();
  return labels;
}
