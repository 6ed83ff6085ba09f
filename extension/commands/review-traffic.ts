import * as vscode from 'vscode';
import { titleOf, type Field } from '../../contract/forms/fields.ts';
import { trafficDraftOf } from '../../contract/forms/traffic-draft.ts';
import type { TrafficFields } from '../../contract/forms/traffic-fields.ts';
import { filledTraffic, trafficRequestOf } from '../../contract/forms/traffic-request.ts';
import type { RouteInput, RouteOutput } from '../../contract/routes.ts';
import { CallError } from '../../contract/wire/call-error.ts';
import { curlOf } from '../../contract/wire/curl.ts';
import { formatDuration, formatNumber } from '../../contract/words/format.ts';
import { askField, valueWords } from '../input/ask-field.ts';
import { askChoice, back } from '../input/ask.ts';
import { drawSparkline } from '../input/sparkline.ts';
import type { Answer, Position } from '../input/steps.ts';
import type { Services } from '../services.ts';
import { inUnits } from '../tree/words.ts';
import { copyLine } from './copy.ts';

/** What the person has chosen so far, and last time. */
export interface Draft {
  type: string;
  written: Record<string, string>;
}

/** Body of `POST /api/traffic/start` for what was chosen. */
export function bodyOf(draft: Draft, fields: TrafficFields): RouteInput<'trafficStart'>['body'] {
  return trafficRequestOf(fields, { ...trafficDraftOf(draft.written), type: draft.type });
}

interface ReviewItem extends vscode.QuickPickItem {
  field?: Field;
  action?: 'start' | 'copy';
}

/** Shows what would be sent, until the person starts it; every value can still be changed. */
export async function reviewTraffic(
  services: Services,
  title: string,
  draft: Draft,
  fields: TrafficFields,
  position: Position,
): Promise<Answer> {
  const { t } = vscode.l10n;
  for (;;) {
    const body = bodyOf(draft, fields);
    const plan = await services.transport.call('trafficPlan', { body }).catch((error: unknown) => {
      if (error instanceof CallError && error.code === 'invalid-request') return error;
      throw error;
    });
    const filled = filledTraffic(fields, draft.written);
    const valueItems = (Object.values(fields).flat() as Field[]).map<ReviewItem>((field) => ({
      label: `$(edit) ${field.title}`,
      description: valueWords(field, filled[field.name]),
      field,
    }));
    const answer: ReviewItem | typeof back | undefined = await askChoice<ReviewItem>({
      ...position,
      title: t('{0}: the plan', title),
      placeholder: t('Start it, or choose a value to change'),
      items: [
        startItem(plan),
        { label: t('Change'), kind: vscode.QuickPickItemKind.Separator },
        ...valueItems,
        { label: '', kind: vscode.QuickPickItemKind.Separator },
        { label: `$(copy) ${t('Copy as curl')}`, action: 'copy' },
      ],
    });
    if (answer === back) return 'back';
    if (answer === undefined) return 'cancelled';
    if (answer.action === 'start') return 'next';
    if (answer.action === 'copy') {
      await copyLine(curlOf(services.setting('apiUrl'), 'trafficStart', { body }));
      return 'cancelled';
    }
    if (answer.field !== undefined) {
      draft.written[answer.field.name] ??= filled[answer.field.name] ?? '';
      await askField(answer.field, title, {}, draft.written);
    }
  }
}

/** The plan in one line and one drawing, or what is wrong with it. */
function startItem(plan: RouteOutput<'trafficPlan'> | CallError): ReviewItem {
  const { t } = vscode.l10n;
  if (plan instanceof CallError) {
    const detail = plan.fields
      .map(({ field, message }) => `${titleOf(field, undefined, t)}: ${message}`)
      .join('; ');
    return { label: `$(error) ${plan.message}`, detail };
  }
  const { plannedRequests, durationSeconds, peakRps, plannedRps } = plan;
  return {
    label: `$(play) ${t('Start')}`,
    description: t(
      '{0} requests in {1}, at most {2} per second',
      plannedRequests,
      inUnits(t, formatDuration(durationSeconds)),
      inUnits(t, formatNumber(peakRps)),
    ),
    detail: drawSparkline(plannedRps),
    action: 'start',
  };
}
