import * as vscode from 'vscode';
import type { FaultRequestInput } from '../../contract/faults/fault.ts';
import type { Handler } from './handler.ts';
import { inView } from './in-view.ts';
import { isRunningNode, pickNodes } from './pick.ts';

/** A fault of a node's life with nothing to ask: it ends by itself after the usual time. */
function lifeFault(kind: 'pause' | 'stop' | 'kill' | 'restart', title: () => string): Handler {
  return async (services, args) => {
    const { transport, setting, lab } = services;
    const nodes = await pickNodes(services, args, title(), {
      isFit: isRunningNode,
      asksForOne: true,
    });
    const body: FaultRequestInput = {
      kind,
      targets: { nodes: nodes.map(({ name }) => name) },
      durationSeconds: setting('faultDurationSeconds'),
    };
    const answer = await inView('nodes', () => transport.call('faultCreate', { body }));
    if (!('dryRun' in answer)) lab.takeEvent({ type: 'fault', time: answer.createdAt, fault: answer });
  };
}

export const pauseNode = lifeFault('pause', () => vscode.l10n.t('Pause node'));
export const stopNode = lifeFault('stop', () => vscode.l10n.t('Stop node'));
export const killNode = lifeFault('kill', () => vscode.l10n.t('Kill node'));
export const restartNode = lifeFault('restart', () => vscode.l10n.t('Restart node'));
