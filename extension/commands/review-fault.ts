import * as vscode from 'vscode';
import type { FaultPlan } from '../../contract/faults/fault.ts';
import type { Direction, FaultDraft } from '../../contract/forms/fault-draft.ts';
import type { RouteInput, RouteOutput } from '../../contract/routes.ts';
import { CallError } from '../../contract/wire/call-error.ts';
import { curlOf } from '../../contract/wire/curl.ts';
import { optionItems, valueWords } from '../input/ask-field.ts';
import { askChoice, askChoices, back } from '../input/ask.ts';
import type { Answer, Position } from '../input/steps.ts';
import type { Services } from '../services.ts';
import { copyLine } from './copy.ts';
import {
  askDuration,
  askParam,
  bodyOf,
  fieldsOfKind,
  titleWith,
  writtenOf,
  type Telling,
} from './tell-fault.ts';

interface ReviewItem extends vscode.QuickPickItem {
  change?: () => Promise<unknown>;
  action?: 'inject' | 'copy';
}

/** Shows which driver would do it and how, until the person lets it; every value can still be changed. */
export async function reviewFault(
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
      title: titleWith(title, telling),
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
    description: valueWords(field, written[field.name]),
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
      description: t(scope.direction || 'default'),
      change: () =>
        askOne(title, t('Direction'), ['egress', 'ingress', 'both'], (value) => {
          scope.direction = value as Direction;
        }),
    },
    {
      label: `$(edit) ${t('Protocol')}`,
      description: t(scope.protocol),
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
  const answer = await askChoice({ title, placeholder, items: optionItems(values) });
  if (answer !== undefined && answer !== back) take(answer.value);
}
