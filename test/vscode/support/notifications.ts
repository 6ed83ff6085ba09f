import type { Locator, Page } from 'playwright-core';

/** What the editor tells in a corner. */
export function notification(page: Page, text: string | RegExp): Locator {
  return page.locator('.notifications-toasts .notification-list-item', { hasText: text });
}

/** All that is told there now. */
export async function notifications(page: Page): Promise<string[]> {
  return page.locator('.notifications-toasts .notification-list-item-message').allTextContents();
}

/** Presses a button of a notification. */
export async function pressInNotification(page: Page, text: string | RegExp, button: string): Promise<void> {
  await notification(page, text).getByRole('button', { name: button }).click();
}

/** The lines of the output that is shown. */
export async function outputText(page: Page): Promise<string> {
  const lines = page.locator('.part.panel .view-lines .view-line');
  await lines.first().waitFor();
  return (await lines.allTextContents()).join('\n').replaceAll('\u00a0', ' ');
}
