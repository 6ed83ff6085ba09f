import * as vscode from 'vscode';
import type { ContextKeys } from './contributions/context-keys.ts';

const known = new Map<string, unknown>();

/** Sets a context key, if it is not so already. */
export function setContextKey<K extends keyof ContextKeys>(key: K, value: ContextKeys[K]): void {
  if (known.get(key) === value) return;
  known.set(key, value);
  void vscode.commands.executeCommand('setContext', key, value);
}
