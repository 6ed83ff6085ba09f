import * as vscode from 'vscode';
import type { Handler } from '../commands/handler.ts';
import { answered, askChoice, askChoices } from '../input/ask.ts';
import { PlatformFailure } from '../platform/failure.ts';
import { Cancelled } from '../report.ts';
import type { ComposeService } from './compose-file.ts';
import { confirmOverride } from './confirm-override.ts';

/** The file that joins; the user's own is never written. */
const overrideName = 'compose.dsp.yaml';
const composeFiles = '**/{compose,docker-compose}.{yaml,yml}';

/** Joins services of the workspace's own Compose project to the laboratory, by an override file beside it. */
export const joinProject: Handler = async () => {
  const { t } = vscode.l10n;
  if (!vscode.workspace.isTrusted)
    throw new PlatformFailure(t('Joining a project needs a trusted workspace.'));
  const file = await pickFile();
  const { overrideFor } = await import('./override.ts');
  const services = await pickServices(file);
  const override = vscode.Uri.joinPath(file, '..', overrideName);
  const before = await readText(override);
  const after = overrideFor(services, before);
  if (!(await confirmOverride(override, before, after))) throw new Cancelled();
  await vscode.workspace.fs.writeFile(override, new TextEncoder().encode(after));
  await offerToStart(file);
};

async function pickFile(): Promise<vscode.Uri> {
  const { t } = vscode.l10n;
  const found = await vscode.workspace.findFiles(composeFiles, '**/node_modules/**', 50);
  const [only] = found;
  if (only === undefined) {
    throw new PlatformFailure(
      t('There is no Compose file in this workspace.'),
      t('Open the folder that holds your compose.yaml, then try again.'),
    );
  }
  if (found.length === 1) return only;
  const items = found.map((uri) => ({ label: vscode.workspace.asRelativePath(uri), uri }));
  const answer = await askChoice({
    title: t('Join own project'),
    placeholder: t('Which Compose file?'),
    items,
  });
  return answered(answer).uri;
}

async function pickServices(file: vscode.Uri): Promise<readonly ComposeService[]> {
  const { t } = vscode.l10n;
  const { readServices } = await import('./compose-file.ts');
  let services: ComposeService[];
  try {
    services = readServices(await readText(file));
  } catch {
    const name = vscode.workspace.asRelativePath(file);
    throw new PlatformFailure(t('{0} is not a Compose file that can be read.', name));
  }
  const items = services
    .filter(({ obstacle, isNode }) => obstacle === undefined && !isNode)
    .map((service) => ({ label: service.name, service }));
  if (items.length === 0) throw new PlatformFailure(t('No service can be joined.'), whyNone(services));
  const answer = await askChoices({
    title: t('Join own project'),
    placeholder: whyNone(services) ?? t('Which services become nodes?'),
    items,
    selected: items,
  });
  return answered(answer).map(({ service }) => service);
}

/** Why some services are not offered. */
function whyNone(services: readonly ComposeService[]): string | undefined {
  const { t } = vscode.l10n;
  const reasons = {
    'host-network': t('uses the network of the host'),
    'other-network': t('uses the network of another container, or none'),
    'bad-name': t('its name is not a host name in lower case'),
  };
  const told = services.flatMap(({ name, obstacle, isNode }) => {
    if (isNode) return [`${name}: ${t('is a node already')}`];
    return obstacle === undefined ? [] : [`${name}: ${reasons[obstacle]}`];
  });
  return told.length === 0 ? undefined : t('Not offered: {0}', told.join('; '));
}

async function readText(uri: vscode.Uri): Promise<string> {
  try {
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  } catch {
    return '';
  }
}

/** The command that starts the project with both files, in a terminal for the person to send off. */
async function offerToStart(file: vscode.Uri): Promise<void> {
  const { t } = vscode.l10n;
  const names = await composeNames(file);
  const line = `docker compose ${names.map((name) => `-f ${name}`).join(' ')} up -d`;
  const open = t('Open in Terminal');
  const copy = t('Copy');
  const answer = await vscode.window.showInformationMessage(
    t('The services join when they are started with both files: {0}', line),
    open,
    copy,
  );
  if (answer === copy) await vscode.env.clipboard.writeText(line);
  if (answer !== open) return;
  const terminal = vscode.window.createTerminal({ cwd: vscode.Uri.joinPath(file, '..') });
  terminal.show();
  terminal.sendText(line, false);
}

/** The user's file, the override that Compose would take by itself, and ours. */
async function composeNames(file: vscode.Uri): Promise<string[]> {
  const folder = vscode.Uri.joinPath(file, '..');
  const own = file.path.split('/').at(-1) ?? 'compose.yaml';
  const usual = own.replace(/\.(ya?ml)$/, '.override.$1');
  const present = (await vscode.workspace.fs.readDirectory(folder)).map(([name]) => name);
  return [own, ...(present.includes(usual) ? [usual] : []), overrideName];
}
