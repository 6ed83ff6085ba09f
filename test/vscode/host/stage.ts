import * as vscode from 'vscode';
import manifest from '../../../package.json' with { type: 'json' };
import type { SceneOrders } from '../scene/scene.ts';
import { watchExtension } from './spy.ts';
import { watchTimers } from './timers.ts';

/** What the extension does; watched from before it is activated. */
export const spy = watchExtension();

/** The timers that its bundle sets; watched from before it is loaded. */
export const timers = watchTimers(manifest.main.replace(/^\.\//, ''));

const extensionId = `${manifest.publisher}.${manifest.name}`;

/** The extension, as the editor knows it. */
export function extension(): vscode.Extension<unknown> {
  const found = vscode.extensions.getExtension(extensionId);
  if (found === undefined) throw new Error(`The editor does not know ${extensionId}.`);
  return found;
}

/** Gives an order to what stands around the extension; see `../scene/scene.ts`. */
export async function scene<Name extends keyof SceneOrders>(
  name: Name,
  ...said: Parameters<SceneOrders[Name]>
): Promise<ReturnType<SceneOrders[Name]>> {
  const url = `${process.env['DSP_HOST_SCENE']}/${name}`;
  const answer = await fetch(url, { method: 'POST', body: JSON.stringify(said) });
  if (!answer.ok) throw new Error(`${name}: ${await answer.text()}`);
  return (await answer.json()) as ReturnType<SceneOrders[Name]>;
}

/** Tells the extension where the platform is. */
export async function useAddress(url: string): Promise<void> {
  await vscode.workspace.getConfiguration('dsp').update('apiUrl', url, vscode.ConfigurationTarget.Global);
}

/** Leaves the extension without a platform: at its address nobody listens. */
export async function useNoAddress(): Promise<void> {
  await useAddress((await scene('door', 'closed')).url);
}

/** Shows the views of the extension. */
export async function showViews(): Promise<void> {
  await vscode.commands.executeCommand('dsp.nodes.focus');
}

/** Shows something else in the side bar, and closes what the extension has opened. */
export async function hideViews(): Promise<void> {
  await vscode.commands.executeCommand('workbench.view.explorer');
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
}

/** The lines of a tree, as they would be drawn now: label and description. */
export async function linesOf(viewId: string): Promise<string[]> {
  const tree = spy.trees.get(viewId);
  if (tree === undefined) throw new Error(`There is no tree ${viewId}.`);
  const children = (await tree.provider.getChildren()) ?? [];
  const items = await Promise.all(children.map((child) => tree.provider.getTreeItem(child)));
  return items.map(({ label, description }) => `${labelOf(label)} ${description || ''}`.trim());
}

function labelOf(label: vscode.TreeItem['label']): string {
  return typeof label === 'string' ? label : (label?.label ?? '');
}

/** What the views say of the platform; see `extension/contributions/context-keys.ts`. */
export function state(): unknown {
  return spy.contextKeys.get('dsp.state');
}
