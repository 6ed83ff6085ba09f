import type { Locator, Page } from 'playwright-core';
import { escaped } from './escaped.ts';

/** A view of the side bar that shows a tree, or its welcome while the tree is empty. */
export interface Tree {
  pane: Locator;
  /** The line above the tree. */
  message: Locator;
  /** Links and buttons of the welcome. */
  welcome: Locator;
  /** A row by its exact label. */
  row(label: string | RegExp): Locator;
  /** The grey words behind the label. */
  description(label: string | RegExp): Locator;
  /** Opens a row, unless it is open. */
  expand(label: string): Promise<void>;
  isOpen(label: string): Promise<boolean>;
  /** Closes a row, unless it is closed. */
  collapse(label: string): Promise<void>;
  /** Chooses from the menu of a row; several words lead through submenus. */
  menu(label: string, ...path: string[]): Promise<void>;
  /** Presses a button of the view's title. */
  press(action: string): Promise<void>;
}

export function tree(page: Page, title: string): Tree {
  const pane = page.locator('.part.sidebar .pane', {
    has: page.locator('.pane-header h3.title', { hasText: new RegExp(`^${title}$`) }),
  });
  const row = (label: string | RegExp): Locator =>
    pane.locator('.monaco-list-row').filter({
      has: page.locator('.label-name', {
        hasText: typeof label === 'string' ? new RegExp(`^\\s*${escaped(label)}\\s*$`) : label,
      }),
    });
  return {
    pane,
    message: pane.locator('.message'),
    welcome: pane.locator('.welcome-view'),
    row,
    description: (label) => row(label).locator('.label-description'),
    isOpen: (label) => isOpen(row(label).first()),
    expand: (label) => setOpen(row(label).first(), true),
    collapse: (label) => setOpen(row(label).first(), false),
    async menu(label, ...path) {
      await row(label).first().click({ button: 'right' });
      await chooseFromMenu(page, path);
    },
    async press(action) {
      await pane.hover();
      await pane.locator('.pane-header').getByRole('button', { name: action }).click();
    },
  };
}

async function isOpen(row: Locator): Promise<boolean> {
  return (await row.getAttribute('aria-expanded')) === 'true';
}

async function setOpen(row: Locator, open: boolean): Promise<void> {
  if ((await isOpen(row)) === open) return;
  await row.locator('.monaco-tl-twistie').click();
}

/** Chooses from the menu that is open. By the keyboard: a menu takes no click in its first moments. */
export async function chooseFromMenu(page: Page, path: readonly string[]): Promise<void> {
  const menus = page.locator('.monaco-menu');
  for (const [at, words] of path.entries()) {
    const named = page.getByRole('menuitem', { name: words, exact: true });
    const item = menus.nth(at).locator('.action-item').filter({ has: named });
    await item.hover();
    await item.and(page.locator('.focused')).waitFor();
    if (at < path.length - 1) await menus.nth(at + 1).waitFor();
  }
  await page.keyboard.press('Enter');
  await menus.first().waitFor({ state: 'detached' });
}
