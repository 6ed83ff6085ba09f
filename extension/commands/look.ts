import * as vscode from 'vscode';
import { links, type LinkName } from '../links/links.ts';
import { answered, askText } from '../input/ask.ts';
import { traceIdsIn } from '../logs/log-line.ts';
import type { Services } from '../services.ts';
import type { Handler } from './handler.ts';
import { pickNode, pickNodes } from './pick.ts';

export const openLivePage: Handler = ({ livePage }) => livePage.open();

export const showTopology: Handler = ({ livePage }) => livePage.open('#/topology');

export const showCharts: Handler = async (services, args) => {
  const { name } = await pickNode(services, args, vscode.l10n.t('Charts'));
  services.livePage.open(`#/charts?dashboard=dsp-service-detail&service=${encodeURIComponent(name)}`);
};

/** Shows a trace on the live page. Called by links in logs with its id, or asks for it. */
export const showTrace: Handler = async ({ livePage }, args) => {
  const [given] = args;
  const id = typeof given === 'string' ? given : await askForTrace();
  livePage.open(`#/traces?trace=${encodeURIComponent(id)}`);
};

async function askForTrace(): Promise<string> {
  const { t } = vscode.l10n;
  const text = await askText({
    title: t('Show trace'),
    prompt: t('Id of the trace: 32 hexadecimal digits, as they stand in a log.'),
    value: '',
    problemOf: (written) =>
      traceIdsIn(written.toLowerCase()).length === 1 ? undefined : t('Needs 32 hexadecimal digits.'),
  });
  const written = answered(text);
  return traceIdsIn(written.toLowerCase())[0]?.id ?? written;
}

/** Follows the logs of nodes, each in its own channel. */
export const showLogs: Handler = async (services, args) => {
  const nodes = await pickNodes(services, args, vscode.l10n.t('Show logs'));
  for (const { name } of nodes) services.logs.follow(name, services.setting('logLines'));
};

export const stopLogs: Handler = ({ logs }) => logs.stopAll();

export const openInBrowser: Handler = (services) => openLink(services, 'page');
export const openGrafana: Handler = (services) => openLink(services, 'grafana');
export const openSwagger: Handler = (services) => openLink(services, 'swagger');
export const openPrometheus: Handler = (services) => openLink(services, 'prometheus');
export const openTempo: Handler = (services) => openLink(services, 'tempo');

/** Opens a part of the platform in the browser, or says why it is not there. @throws CallError */
async function openLink({ transport, setting }: Services, name: LinkName): Promise<void> {
  const { parts } = await transport.call('healthGet', {});
  const { part, title, url } = links[name];
  const found = parts.find((each) => each.name === part);
  if (found !== undefined && found.status !== 'up') {
    const why = found.detail ?? vscode.l10n.t('It does not answer.');
    void vscode.window.showWarningMessage(vscode.l10n.t('{0} is not there: {1}', title(), why));
    return;
  }
  const address = url.startsWith('api/') ? `${setting('apiUrl').replace(/\/+$/, '')}/${url.slice(4)}` : url;
  // On a remote machine the editor forwards the port and says under which address.
  const outside = await vscode.env.asExternalUri(vscode.Uri.parse(address));
  await vscode.env.openExternal(outside);
}
