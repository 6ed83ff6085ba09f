import * as vscode from 'vscode';
import { answered, askText } from '../input/ask.ts';
import { isRunning } from '../lab/lab.ts';
import type { Handler } from './handler.ts';
import { inView } from './in-view.ts';
import { pickRun } from './pick.ts';

export const stopTraffic: Handler = async (services, args) => {
  const { id } = await pickRun(services, args, vscode.l10n.t('Stop traffic'));
  await inView('traffic', () => services.transport.call('trafficDelete', { params: { id } }));
};

export const stopAllTraffic: Handler = async ({ transport }) => {
  await inView('traffic', () => transport.call('trafficStop', { body: {} }));
};

/** Changes the rate of a constant run while it runs. */
export const changeRate: Handler = async (services, args) => {
  const { t } = vscode.l10n;
  const title = t('Change rate');
  const run = await pickRun(
    services,
    args,
    title,
    (each) => isRunning(each) && each.scenario.type === 'constant',
  );
  const text = await askText({
    title,
    prompt: t('Requests per second, 0.1 to 10000. Now {0}.', run.rps),
    value: String(run.rps),
    problemOf: (written) => {
      const value = Number(written);
      return written.trim() !== '' && value >= 0.1 && value <= 10_000
        ? undefined
        : t('Must be a number from 0.1 to 10000.');
    },
  });
  const rps = Number(answered(text));
  await inView('traffic', () =>
    services.transport.call('trafficChange', { params: { id: run.id }, body: { rps } }),
  );
};
