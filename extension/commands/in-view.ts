import * as vscode from 'vscode';
import { views, type ViewName } from '../contributions/views.ts';

/** Shows that something is under way at the top of the view that it concerns. */
export function inView<T>(view: ViewName, work: () => Promise<T>): Thenable<T> {
  return vscode.window.withProgress({ location: { viewId: views[view].id } }, work);
}
