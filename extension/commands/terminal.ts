import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import * as vscode from 'vscode';
import { PlatformFailure } from '../platform/failure.ts';
import type { Handler } from './handler.ts';
import { pickNode } from './pick.ts';

const execute = promisify(execFile);
/** An engine that is not that quick is not one to open a terminal on. */
const deadlineMs = 10_000;

function docker(...args: string[]): Promise<{ stdout: string }> {
  return execute('docker', args, { timeout: deadlineMs });
}

/** The best shell that the node's image has. */
const shell = 'if command -v bash >/dev/null 2>&1; then exec bash; else exec sh; fi';

/** Opens a terminal inside a node, by `docker exec`: the API runs no commands for anybody. */
export const openTerminal: Handler = async (services, args) => {
  const { t } = vscode.l10n;
  if (!vscode.workspace.isTrusted) {
    throw new PlatformFailure(t('A terminal in a node needs a trusted workspace.'));
  }
  const { name } = await pickNode(services, args, t('Terminal in node'));
  const container = await containerOf(name);
  await docker('exec', container, 'sh', '-c', 'true').catch(() => {
    throw new PlatformFailure(
      t('The image of {0} has no shell.', name),
      t('Build it on an image that has one, or look at its logs instead.'),
    );
  });
  vscode.window
    .createTerminal({
      name,
      shellPath: 'docker',
      shellArgs: ['exec', '-it', container, 'sh', '-c', shell],
      iconPath: new vscode.ThemeIcon('server'),
      isTransient: true,
    })
    .show();
};

async function containerOf(node: string): Promise<string> {
  const { t } = vscode.l10n;
  const { stdout } = await docker('ps', '--quiet', '--filter', `label=dsp.node=${node}`).catch(() => {
    throw new PlatformFailure(
      t('The docker command could not be run here.'),
      t('A terminal in a node needs it on the machine of the extension.'),
    );
  });
  const [container] = stdout.split('\n');
  if (container === undefined || container === '') {
    throw new PlatformFailure(t('The node {0} is not running.', node));
  }
  return container;
}
