import * as vscode from 'vscode';
import { draftOf, type Direction } from '../../contract/forms/fault-draft.ts';
import { answered, askChoice } from '../input/ask.ts';
import { runSteps, type Step } from '../input/steps.ts';
import { Cancelled } from '../report.ts';
import type { Services } from '../services.ts';
import type { Handler } from './handler.ts';
import { inView } from './in-view.ts';
import { isRunningNode, pickNode, pickNodes } from './pick.ts';
import { reviewFault } from './review-fault.ts';
import { askDuration, askParam, bodyOf, chooseKind, mainFieldsOf, type Telling } from './tell-fault.ts';

const lastKey = 'dsp.lastFault';

/** Asks for the kind, unless it is known, and its parameters, shows what would be done, and does it. */
function injectKind(kind?: string): Handler {
  return async (services, args) => {
    const nodes = await pickNodes(services, args, titleWords(), { isFit: isRunningNode });
    const targets = nodes.map(({ name }) => name);
    await tellAndInject(services, { targets, ...(kind === undefined ? {} : { kind }) });
  };
}

export const injectFault = injectKind();

export const injectLatency = injectKind('latency');
export const injectLoss = injectKind('loss');
export const injectBandwidth = injectKind('bandwidth');
export const injectPartition = injectKind('partition');
export const injectCpu = injectKind('cpu');
export const injectMemory = injectKind('memory');

/** A fault on what one node sends to another, and on nothing else. */
export const injectFaultOnLink: Handler = async (services, args) => {
  const { t } = vscode.l10n;
  const from = await pickNode(services, args, t('Fault on a link: from'));
  await services.connection.refresh();
  const items = [...services.lab.nodes.values()]
    .filter(({ name }) => name !== from.name)
    .map(({ name, language }) => ({ label: name, description: language ?? '' }));
  const to = await askChoice({
    title: t('Fault on a link: from {0} to', from.name),
    placeholder: t('Only what goes to this node is broken'),
    items,
  });
  const { label } = answered(to);
  await tellAndInject(services, { targets: [from.name], peers: [label], direction: 'egress' });
};

function titleWords(): string {
  return vscode.l10n.t('Inject fault');
}

interface Start {
  targets: readonly string[];
  peers?: readonly string[];
  direction?: Direction;
  kind?: string;
}

async function tellAndInject(services: Services, start: Start): Promise<void> {
  const { transport, context, setting, lab } = services;
  const { kinds } = await transport.call('faultCatalog', {});
  const draft = { ...draftOf(start), durationSeconds: String(setting('faultDurationSeconds')) };
  const telling: Telling = {
    kind: kinds.find(({ kind }) => kind === start.kind),
    written: { ...context.workspaceState.get<Telling['written']>(lastKey) },
    draft,
  };
  const title = `${titleWords()}: ${start.targets.join(', ')}${start.peers ? ` → ${start.peers.join(', ')}` : ''}`;
  const isLink = start.peers !== undefined;
  const askKind: Step = (position) => chooseKind(kinds, isLink, title, telling, position);
  const review: Step = (position) => reviewFault(services, title, telling, position);
  const isDone = await runSteps(() => [
    ...(start.kind === undefined ? [askKind] : []),
    ...mainFieldsOf(telling).map<Step>((field) => (position) => askParam(telling, field, title, position)),
    (position) => askDuration(telling, title, position),
    review,
  ]);
  if (!isDone) throw new Cancelled();
  await context.workspaceState.update(lastKey, telling.written);
  const body = bodyOf(telling);
  const fault = await inView('nodes', () => transport.call('faultCreate', { body }));
  if (!('dryRun' in fault)) lab.takeEvent({ type: 'fault', time: fault.createdAt, fault });
}
