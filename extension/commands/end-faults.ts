import * as vscode from 'vscode';
import { CallError } from '../../contract/wire/call-error.ts';
import { PlatformFailure } from '../platform/failure.ts';
import { faultCount } from '../tree/words.ts';
import type { Handler } from './handler.ts';
import { inView } from './in-view.ts';
import { pickFaults } from './pick.ts';

/** Ends faults. One that is over already is no failure: somebody or its time was quicker. */
export const stopFault: Handler = async (services, args) => {
  const { transport } = services;
  const faults = await pickFaults(services, args, vscode.l10n.t('Stop fault'));
  await inView('faults', async () => {
    for (const { id } of faults) {
      try {
        await transport.call('faultEnd', { params: { id } });
      } catch (error) {
        if (!(error instanceof CallError) || error.code !== 'fault-already-over') throw error;
      }
    }
  });
};

/** Ends every fault, and says whether nothing of them is left. */
export const healEverything: Handler = async ({ transport, lab }) => {
  const { t } = vscode.l10n;
  const { faults, healed } = await inView('faults', () => transport.call('faultHalt', {}));
  for (const fault of faults) lab.takeEvent({ type: 'fault', time: new Date().toISOString(), fault });
  if (!healed) {
    throw new PlatformFailure(
      t('Not everything could be healed yet; the platform keeps trying.'),
      t('The view "Faults" says what stands in the way.'),
    );
  }
  const words =
    faults.length === 0
      ? t('Nothing was broken')
      : t('{0} ended, nothing is left of it', faultCount(t, faults.length));
  vscode.window.setStatusBarMessage(`$(heart) ${words}`, 5_000);
};
