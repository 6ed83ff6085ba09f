import * as vscode from 'vscode';
import type { FindingLine } from '../../contract/platform-progress.ts';
import { Cancelled } from '../report.ts';
import type { Handler } from './handler.ts';

/** Starts the platform; how far it is, is seen in the view of nodes. */
export const startPlatform: Handler = async ({ control }) => {
  await vscode.commands.executeCommand('workbench.view.extension.dsp');
  await control.start();
};

export const cancelStart: Handler = ({ control }) => control.cancelStart();

/** Stops the platform; what was recorded stays. */
export const stopPlatform: Handler = async ({ control }) => control.stop(false);

/** Stops the platform and removes its volumes, once the person has said so twice. */
export const removePlatform: Handler = async ({ control }) => {
  const { t } = vscode.l10n;
  const remove = t('Stop and Remove Data');
  const answer = await vscode.window.showWarningMessage(
    t('Stop the platform and remove its data?'),
    {
      modal: true,
      detail: t('Recorded metrics, traces, logs, runs and faults are gone for good. Images stay.'),
    },
    remove,
  );
  if (answer !== remove) throw new Cancelled();
  await control.stop(true);
};

/** Checks this machine, and shows what was found as a document. */
export const runDoctor: Handler = async ({ control, reports }) => {
  const { t } = vscode.l10n;
  const findings = await vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: t('Checking this machine'),
      cancellable: true,
    },
    async (_, token) => {
      const abort = new AbortController();
      token.onCancellationRequested(() => abort.abort());
      return control.check(abort.signal);
    },
  );
  await reports.show('doctor', describe(findings));
};

const marks: Record<FindingLine['level'], string> = { ok: '✓', warning: '!', error: '✗' };

function describe(findings: readonly FindingLine[]): string {
  const lines = findings.map(({ level, title, finding, remedy }) => {
    const found = `- ${marks[level]} **${title}**: ${finding}`;
    return remedy === undefined ? found : `${found}\n  → ${remedy}`;
  });
  return [`# ${vscode.l10n.t('What was found on this machine')}`, '', ...lines, ''].join('\n');
}
