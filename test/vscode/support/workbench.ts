import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import type { Browser, FrameLocator, Locator, Page } from 'playwright-core';
import { startBrowser } from '../../page/support/chromium.ts';
import type { Editor } from './editor.ts';

/** How long a person would wait for one thing to appear. A failure names what was waited for. */
const actionMs = 30_000;
/** The first start of an editor compiles and caches much. */
const startMs = 90_000;

/** Pictures of the editor, kept after the tests. */
export const pictures = join(import.meta.dirname, '..', '..', 'output', 'vscode');
mkdirSync(pictures, { recursive: true });

let browser: Promise<Browser | string> | undefined;

/** A browser to drive the editor with, or why there is none. One for all tests of a file. */
export async function provideBrowser(): Promise<Browser | string> {
  return (browser ??= startBrowser());
}

/** To be called after the last test of a file: a browser that runs keeps the process alive. */
export async function closeBrowser(): Promise<void> {
  const started = await browser;
  browser = undefined;
  if (started !== undefined && typeof started !== 'string') await started.close();
}

export interface OpenOptions {
  /** What the editor is told in the address, such as which extension is being developed. */
  payload?: [string, string][];
  size?: { width: number; height: number };
  /** The editor's language. Its own words stay English without their package, those of extensions do not. */
  language?: string;
}

/**
 * Opens the editor in the browser and waits until it can be used. When the test fails, a picture of it is kept and
 * what the extensions logged is told.
 */
export async function openWorkbench(
  t: TestContext,
  editor: Editor,
  options: OpenOptions = {},
): Promise<Page> {
  const started = await provideBrowser();
  if (typeof started === 'string') throw new Error(started);
  const context = await started.newContext({
    viewport: options.size ?? { width: 1280, height: 800 },
    permissions: ['clipboard-read', 'clipboard-write'],
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  if (options.language !== undefined) {
    await page.addInitScript(`globalThis._VSCODE_NLS_LANGUAGE = ${JSON.stringify(options.language)}`);
  }
  page.setDefaultTimeout(actionMs);
  t.after(() => context.close());
  const query = new URLSearchParams({ folder: editor.workspace });
  if (options.payload !== undefined) query.set('payload', JSON.stringify(options.payload));
  await page.goto(`${editor.url}/?${query}`);
  await page.locator('.monaco-workbench .part.statusbar').waitFor({ timeout: startMs });
  return page;
}

/** Keeps a picture of the whole window. */
export async function picture(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: join(pictures, `${name}.png`) });
}

/** Opens the views of a container from the activity bar, unless they are open. */
export async function openContainer(page: Page, title: string): Promise<void> {
  const tab = page.locator('.part.activitybar').getByRole('tab', { name: title });
  if ((await tab.getAttribute('aria-selected')) !== 'true') await tab.click();
  await page.locator('.part.sidebar .composite.title', { hasText: title }).waitFor();
}

/** A dialog that has to be answered before anything else can be done. */
export function dialog(page: Page): Locator {
  return page.locator('.monaco-dialog-box');
}

/** Answers a dialog. */
export async function answer(page: Page, button: string): Promise<void> {
  const box = dialog(page);
  await box.getByRole('button', { name: button }).click();
  await box.waitFor({ state: 'detached' });
}

/** What a webview shows: the document of an extension is two frames deep. */
export function webview(page: Page, title?: string): FrameLocator {
  const outer = title === undefined ? 'iframe.webview.ready' : `iframe.webview.ready[title="${title}"]`;
  return page.frameLocator(outer).frameLocator('#active-frame');
}

/** An item of the status bar, by the words that are read aloud. */
export function statusItem(page: Page, text: string | RegExp): Locator {
  return page.locator('.part.statusbar .statusbar-item', { hasText: text });
}
