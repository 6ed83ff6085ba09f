import * as vscode from 'vscode';
import type { FaultRequestInput } from '../../contract/faults/fault.ts';
import type { RouteInput } from '../../contract/routes.ts';
import { curlOf } from '../../contract/wire/curl.ts';
import type { Services } from '../services.ts';
import type { Subject } from '../tree/entry.ts';
import type { Handler } from './handler.ts';
import { subjectOf } from './pick.ts';

/** Copies what stands for the selected thing in a terminal. */
export const copyAsCurl: Handler = async (services, args) => {
  const subject = subjectOf(args);
  if (subject !== undefined) await copyLine(curlFor(services, subject));
};

export const copyId: Handler = async (_, args) => {
  const subject = subjectOf(args);
  if (subject?.kind === 'node') await vscode.env.clipboard.writeText(subject.node.name);
};

export async function copyLine(line: string): Promise<void> {
  await vscode.env.clipboard.writeText(line);
  vscode.window.setStatusBarMessage(vscode.l10n.t('$(check) Copied'), 2_000);
}

/** The request that asks for a node, or does again what a fault or a run did. */
function curlFor({ setting }: Services, subject: Subject): string {
  const origin = setting('apiUrl');
  switch (subject.kind) {
    case 'node':
      return curlOf(origin, 'nodeGet', { params: { name: subject.node.name } });
    case 'fault': {
      const { kind, params, scope, selection, durationSeconds } = subject.fault;
      const body = { kind, params, targets: selection, ...(scope ?? {}), durationSeconds };
      return curlOf(origin, 'faultCreate', { body: body as FaultRequestInput });
    }
    case 'run': {
      const { targetUrl, rps, durationSeconds, scenario, seed, method } = subject.run;
      const rate = scenario.type === 'constant' ? { rps } : {};
      const body = { targetUrl, ...rate, durationSeconds, scenario, seed, method };
      return curlOf(origin, 'trafficStart', { body: body as RouteInput<'trafficStart'>['body'] });
    }
  }
}
