import type { Locator, Page } from 'playwright-core';
import { quickInput, runCommand } from './quick-input.ts';
import { tree, type Tree } from './tree.ts';
import { openContainer, statusItem } from './workbench.ts';

/** The views of the extension, as a person uses them. */
export interface Laboratory {
  nodes: Tree;
  traffic: Tree;
  faults: Tree;
  links: Tree;
  /** The number that stands behind a node: how many faults are on it; empty without any. */
  badgeOf(node: string): Promise<string>;
  /** The item of the status bar that tells of faults and heals them. */
  faultsInStatusBar: Locator;
  /** Tells traffic by the palette, up to its plan; `values` by the title of the field, the others stay as proposed. */
  planTraffic(shape: string, values: Record<string, string>): Promise<void>;
  /** The same, and starts it. */
  startTraffic(shape: string, values: Record<string, string>): Promise<void>;
  /** Injects a fault by the menu of a node. */
  inject(node: string, kind: string, values: Record<string, string>): Promise<void>;
}

/** What of the browser's own is used; this code is compiled without its types. */
interface Window {
  getComputedStyle(element: unknown, part: string): { content: string };
}

/** Opens the views of the extension. */
export async function openLaboratory(page: Page): Promise<Laboratory> {
  await openContainer(page, 'Distributed System');
  const nodes = tree(page, 'Nodes');
  const planTraffic = async (shape: string, values: Record<string, string>): Promise<void> => {
    await runCommand(page, 'DSP: Start Traffic…');
    const shapes = quickInput(page);
    await shapes.title.filter({ hasText: 'shape of the load' }).waitFor();
    const title = (await shapes.title.textContent()) ?? '';
    await shapes.choose(shape);
    await answerFields(page, title, values);
  };
  return {
    ...{ nodes, traffic: tree(page, 'Traffic'), faults: tree(page, 'Faults'), links: tree(page, 'Links') },
    faultsInStatusBar: statusItem(page, /\d+ faults?/),
    async badgeOf(node) {
      const label = nodes.row(node).locator('.monaco-icon-label').first();
      // The editor draws it as the content of a style.
      const content = await label.evaluate(
        (element: unknown) => (globalThis as unknown as Window).getComputedStyle(element, '::after').content,
      );
      return /^"(.*)"$/.exec(content)?.[1] ?? '';
    },
    planTraffic,
    async startTraffic(shape, values) {
      await planTraffic(shape, values);
      await quickInput(page).choose(/Start/);
    },
    async inject(node, kind, values) {
      await nodes.menu(node, 'Inject Fault', kind);
      await answerFields(page, '', values);
      await quickInput(page).choose(/Inject/);
    },
  };
}

/**
 * Answers one field after the other, until what was asked for is shown as a whole.
 *
 * @param before The question that has just been answered, and may still be shown for a moment.
 */
async function answerFields(page: Page, before: string, values: Record<string, string>): Promise<void> {
  const input = quickInput(page);
  // The first line of what is shown at the end: those far below are not drawn.
  const review = input.option(/^\s*(Start|Inject)\s*$/);
  const left = { ...values };
  let title = before;
  for (;;) {
    await input.title.filter({ hasNotText: title === '' ? /^$/ : title }).waitFor();
    if (await review.isVisible()) break;
    title = (await input.title.textContent()) ?? '';
    const field = Object.keys(left).find((name) => title.includes(`: ${name}`));
    if (field === undefined) await input.accept();
    else await input.type(left[field] ?? '');
    if (field !== undefined) delete left[field];
  }
  const [missed] = Object.keys(left);
  if (missed !== undefined) throw new Error(`Nobody asked for "${missed}".`);
}
