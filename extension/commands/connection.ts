import * as vscode from 'vscode';
import { walkthroughId } from '../contributions/walkthrough.ts';
import { answered, askText } from '../input/ask.ts';
import type { Handler } from './handler.ts';

/** Tries again to reach the platform. */
export const connect: Handler = async ({ connection, tokens }) => {
  await tokens.load();
  connection.retry();
};

/** Asks for the token of a platform that was started elsewhere. */
export const enterToken: Handler = async ({ tokens, connection }) => {
  const token = await askText({
    title: vscode.l10n.t('Access token'),
    prompt: vscode.l10n.t(
      'The value of DSP_API_TOKEN where the platform was started. It is kept in the secret storage.',
    ),
    value: '',
    isSecret: true,
    problemOf: (text) => (text.trim() === '' ? vscode.l10n.t('Needed.') : undefined),
  });
  await tokens.keep(answered(token).trim());
  connection.retry();
};

export const showLog: Handler = ({ log }) => log.show(true);

export const openWalkthrough: Handler = async ({ context }) => {
  const id = `${context.extension.id}#${walkthroughId}`;
  await vscode.commands.executeCommand('workbench.action.openWalkthrough', id, false);
};
