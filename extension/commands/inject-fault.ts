import * as vscode from 'vscode';
import type { FaultCatalogEntry, FaultPlan } from '../../contract/faults/fault.ts';
import type { RouteInput, RouteOutput } from '../../contract/routes.ts';
import { CallError } from '../../contract/wire/call-error.ts';
import { curlOf } from '../../contract/wire/curl.ts';
import { draftOf, type Direction, type FaultDraft } from '../../webview/faults/fault-draft.ts';
import { faultRequestOf } from '../../webview/faults/fault-request.ts';
import { fieldsOf, initialOfFields, problemOfField, type Field } from '../../webview/forms/fields.ts';
import type { JsonSchema } from '../../webview/forms/json-schema.ts';
import { views } from '../contributions/views.ts';
import { askChoice, askChoices, askText, back } from '../input/ask.ts';
import { askField } from '../input/ask-field.ts';
import { runSteps, type Answer, type Position, type Step } from '../input/steps.ts';
import { Cancelled } from '../report.ts';
import type { Services } from '../services.ts';
import { copyLine } from './copy.ts';
import type { Handler } from './handler.ts';
import { pickNode, pickNodes } from './pick.ts';

/** A fault as far as it has been told. */
interface Telling {
  kind: FaultCatalogEntry | undefined;
  /** What was written into the parameters, by kind. */
  written: Record<string, Record<string, string>>;
  draft: FaultDraft;
}

const lastKey = 'dsp.lastFault';

/** Asks for the kind and its parameters, shows what would be done, and does it. */
export const injectFault: Handler = async (services, args) => {
  const nodes = await pickNodes(services, args, titleWords(), ({ state }) => state === 'running');
  await tellAndInject(services, { targets: nodes.map(({ name }) => name) });
};

/** The same with the kind known: what the submenu of a node is for. */
function injectKind(kind: string): Handler {
  return async (services, args) => {
    const nodes = await pickNodes(services, args, titleWords(), ({ state }) => state === 'running');
    await tellAndInject(services, { targets: nodes.map(({ name }) => name), kind });
  };
}

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
  if (to === undefined || to === back) throw new Cancelled();
  await tellAndInject(services, { targets: [from.name], peers: [to.label], direction: 'egress' });
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
  const fault = await vscode.window.withProgress({ location: { viewId: views.nodes.id } }, () =>
    transport.call('faultCreate', { body }),
  );
  if (!('dryRun' in fault)) lab.takeEvent({ type: 'fault', time: fault.createdAt, fault });
}

interface KindItem extends vscode.QuickPickItem {
  entry?: FaultCatalogEntry;
}

async function chooseKind(
  kinds: readonly FaultCatalogEntry[],
  isLink: boolean,
  title: string,
  telling: Telling,
  position: Position,
): Promise<Answer> {
  const { t } = vscode.l10n;
  const groups = { network: t('Network'), node: t('Node'), degradation: t('Degradation') };
  const items = Object.entries(groups).flatMap<KindItem>(([category, label]) => {
    if (isLink && category !== 'network') return [];
    const entries = kinds.filter((entry) => entry.category === category);
    return [
      { label, kind: vscode.QuickPickItemKind.Separator },
      ...entries.map((entry) => ({ label: entry.title, detail: entry.description, entry })),
    ];
  });
  const answer = await askChoice<KindItem>({
    ...position,
    title,
    placeholder: t('What should break?'),
    items,
    selected: items.find(({ entry }) => entry !== undefined && entry === telling.kind),
  });
  if (answer === back) return 'back';
  if (answer?.entry === undefined) return 'cancelled';
  telling.kind = answer.entry;
  return 'next';
}

/** The parameters that are asked for one by one; the others are changed in the review. */
const askedAtMost = 2;

function fieldsOfKind({ kind }: Telling): Field[] {
  return kind === undefined ? [] : fieldsOf(kind.params as JsonSchema);
}

function mainFieldsOf(telling: Telling): Field[] {
  return fieldsOfKind(telling).slice(0, askedAtMost);
}

function writtenOf(telling: Telling): Record<string, string> {
  const kind = telling.kind?.kind ?? '';
  const fields = fieldsOfKind(telling);
  return (telling.written[kind] = { ...initialOfFields(fields), ...telling.written[kind] });
}

function askParam(
  telling: Telling,
  field: Field,
  title: string,
  position: Partial<Position>,
): Promise<Answer> {
  return askField(field, `${title}: ${telling.kind?.title ?? ''}`, position, writtenOf(telling));
}

const durationField: Field = {
  name: 'durationSeconds',
  title: 'Duration (s)',
  hint: '',
  kind: 'number',
  options: [],
  isRequired: true,
  initial: '60',
  min: 0.1,
  max: 86_400,
};

async function askDuration({ draft }: Telling, title: string, position: Partial<Position>): Promise<Answer> {
  const answer = await askText({
    ...position,
    title,
    prompt: vscode.l10n.t('Seconds until it ends by itself, 0.1 to 86400. Every fault ends.'),
    value: draft.durationSeconds,
    problemOf: (text) => problemOfField(durationField, text),
  });
  if (answer === back) return 'back';
  if (answer === undefined) return 'cancelled';
  draft.durationSeconds = answer;
  return 'next';
}

function bodyOf(telling: Telling): RouteInput<'faultCreate'>['body'] {
  const { kind, draft } = telling;
  const isNetwork = kind?.category === 'network';
  const told = {
    kind: kind?.kind ?? '',
    isNetwork,
    fields: fieldsOfKind(telling),
    written: writtenOf(telling),
  };
  return faultRequestOf(told, draft);
}

interface ReviewItem extends vscode.QuickPickItem {
  change?: () => Promise<unknown>;
  action?: 'inject' | 'copy';
}

/** Shows which driver would do it and how, until the person lets it; every value can still be changed. */
async function reviewFault(
  services: Services,
  title: string,
  telling: Telling,
  position: Position,
): Promise<Answer> {
  const { t } = vscode.l10n;
  for (;;) {
    const body = bodyOf(telling);
    const plan = await preview(services, body);
    const answer: ReviewItem | typeof back | undefined = await askChoice<ReviewItem>({
      ...position,
      title: `${title}: ${telling.kind?.title ?? ''}`,
      placeholder: t('Inject it, or choose a value to change'),
      items: [
        injectItem(plan),
        { label: t('Change'), kind: vscode.QuickPickItemKind.Separator },
        ...changeItems(services, telling, title),
        { label: '', kind: vscode.QuickPickItemKind.Separator },
        { label: `$(copy) ${t('Copy as curl')}`, action: 'copy' },
      ],
    });
    if (answer === back) return 'back';
    if (answer === undefined) return 'cancelled';
    if (answer.action === 'inject') return 'next';
    if (answer.action === 'copy') {
      await copyLine(curlOf(services.setting('apiUrl'), 'faultCreate', { body }));
      return 'cancelled';
    }
    await answer.change?.();
  }
}

/** What would be done; a refusal is shown, not thrown, so that the person can change what is refused. */
async function preview(
  { transport }: Services,
  body: RouteInput<'faultCreate'>['body'],
): Promise<FaultPlan | CallError> {
  try {
    const plan: RouteOutput<'faultCreate'> = await transport.call('faultCreate', {
      body: { ...body, dryRun: true },
    });
    return plan as FaultPlan;
  } catch (error) {
    if (error instanceof CallError && error.code !== 'not-running' && error.code !== 'timeout') return error;
    throw error;
  }
}

function injectItem(plan: FaultPlan | CallError): ReviewItem {
  const { t } = vscode.l10n;
  if (plan instanceof CallError) {
    const fields = plan.fields.map(({ field, message }) => `${field}: ${message}`).join('; ');
    return { label: `$(error) ${plan.message}`, detail: fields || (plan.remedy ?? '') };
  }
  return {
    label: `$(zap) ${t('Inject')}`,
    description: t('on {0} by {1}', plan.targets.join(', '), plan.driver),
    detail: plan.driverReason,
    action: 'inject',
  };
}

function changeItems(services: Services, telling: Telling, title: string): ReviewItem[] {
  const { t } = vscode.l10n;
  const written = writtenOf(telling);
  const { draft } = telling;
  const params = fieldsOfKind(telling).map<ReviewItem>((field) => ({
    label: `$(edit) ${field.title}`,
    description: written[field.name] || t('default'),
    change: () => askParam(telling, field, title, {}),
  }));
  const duration: ReviewItem = {
    label: `$(edit) ${t('Duration (s)')}`,
    description: draft.durationSeconds,
    change: () => askDuration(telling, title, {}),
  };
  if (telling.kind?.category !== 'network') return [...params, duration];
  const { scope } = draft;
  return [
    ...params,
    duration,
    {
      label: `$(edit) ${t('Only traffic with')}`,
      description: scope.peers.join(', ') || t('everybody'),
      change: () => askPeers(services, telling, title),
    },
    {
      label: `$(edit) ${t('Direction')}`,
      description: scope.direction || t('default'),
      change: () =>
        askOne(title, t('Direction'), ['egress', 'ingress', 'both'], (value) => {
          scope.direction = value as Direction;
        }),
    },
    {
      label: `$(edit) ${t('Protocol')}`,
      description: scope.protocol,
      change: () =>
        askOne(title, t('Protocol'), ['any', 'tcp', 'udp', 'icmp'], (value) => {
          scope.protocol = value as FaultDraft['scope']['protocol'];
        }),
    },
  ];
}

async function askPeers({ lab }: Services, { draft }: Telling, title: string): Promise<void> {
  const items = [...lab.nodes.keys()]
    .filter((name) => !draft.targets.nodes.includes(name))
    .map((label) => ({ label }));
  const answer = await askChoices({
    title,
    placeholder: vscode.l10n.t('Only traffic with these nodes is broken'),
    items,
    selected: items.filter(({ label }) => draft.scope.peers.includes(label)),
  });
  if (answer !== undefined && answer !== back) draft.scope.peers = answer.map(({ label }) => label);
}

async function askOne(
  title: string,
  placeholder: string,
  values: readonly string[],
  take: (value: string) => void,
): Promise<void> {
  const answer = await askChoice({ title, placeholder, items: values.map((label) => ({ label })) });
  if (answer !== undefined && answer !== back) take(answer.label);
}
