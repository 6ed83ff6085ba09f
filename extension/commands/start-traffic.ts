import * as vscode from 'vscode';
import type { RouteInput, RouteOutput } from '../../contract/routes.ts';
import { curlOf } from '../../contract/wire/curl.ts';
import { CallError } from '../../contract/wire/call-error.ts';
import { titleOf, type Field } from '../../webview/forms/fields.ts';
import { trafficDraftOf } from '../../webview/traffic/traffic-draft.ts';
import { trafficFields, type TrafficFields } from '../../webview/traffic/traffic-fields.ts';
import { filledTraffic, trafficRequestOf } from '../../webview/traffic/traffic-request.ts';
import { trafficSchemaOf, type Described, type TrafficSchema } from '../../webview/traffic/traffic-schema.ts';
import { formatDuration, formatNumber } from '../../webview/ui/format.ts';
import { views } from '../contributions/views.ts';
import { askChoice, back } from '../input/ask.ts';
import { askField } from '../input/ask-field.ts';
import { drawSparkline } from '../input/sparkline.ts';
import { runSteps, type Answer, type Position, type Step } from '../input/steps.ts';
import { Cancelled } from '../report.ts';
import type { Services } from '../services.ts';
import { copyLine } from './copy.ts';
import type { Handler } from './handler.ts';
import { subjectOf, type CommandArguments } from './pick.ts';

/** What the person has chosen so far, and last time. */
interface Draft {
  type: string;
  written: Record<string, string>;
}

const draftKey = 'dsp.lastTraffic';
type Body = RouteInput<'trafficStart'>['body'];

/** Asks for the shape of the traffic and its parameters, shows the plan, and starts it. */
export const startTraffic: Handler = async (services, args) => {
  const { transport, context } = services;
  const title = vscode.l10n.t('Start traffic');
  const schema = trafficSchemaOf(
    (await transport.send({ method: 'GET', path: '/api/openapi.json', body: undefined })) as Described,
  );
  const draft = firstDraft(services, args);
  const fieldsNow = (): TrafficFields => trafficFields(schema, draft.type);
  const review: Step = (position) => reviewTraffic(services, title, draft, fieldsNow(), position);
  const isDone = await runSteps(() => {
    const { main, scenario } = fieldsNow();
    const filled = filledTraffic(fieldsNow(), draft.written);
    const steps = [...main, ...scenario].map<Step>((field) => (position) => {
      draft.written[field.name] ??= filled[field.name] ?? '';
      return askField(field, title, position, draft.written);
    });
    return [(position) => askShape(schema, title, draft, position), ...steps, review];
  });
  if (!isDone) throw new Cancelled();
  await context.workspaceState.update(draftKey, draft);
  const body = bodyOf(draft, fieldsNow());
  const run = await vscode.window.withProgress({ location: { viewId: views.traffic.id } }, () =>
    transport.call('trafficStart', { body }),
  );
  services.lab.takeEvent({ type: 'traffic', time: run.createdAt, run });
};

/** Begins with the last values; started on a node, with that node; on a run, with that run's values. */
function firstDraft({ context }: Services, args: CommandArguments): Draft {
  const last = context.workspaceState.get<Draft>(draftKey);
  const draft: Draft = { type: last?.type ?? 'constant', written: { ...last?.written } };
  const subject = subjectOf(args);
  if (subject?.kind === 'node') {
    const host = `http://${subject.node.name}/`;
    if (draft.written['targetUrl']?.startsWith(host) !== true) {
      draft.written['targetUrl'] = subject.node.name === 'service-a' ? `${host}api/message-a` : host;
    }
  }
  if (subject?.kind === 'run') {
    const { run } = subject;
    draft.type = run.scenario.type;
    const { targetUrl, rps, durationSeconds, seed, method } = run;
    const values = { targetUrl, rps, durationSeconds, seed, method, ...run.scenario };
    for (const [name, value] of Object.entries(values)) {
      if (typeof value !== 'object') draft.written[name] = String(value);
    }
  }
  return draft;
}

async function askShape(
  schema: TrafficSchema,
  title: string,
  draft: Draft,
  position: Position,
): Promise<Answer> {
  const items = schema.scenarios.map(({ type, description }) => ({ label: type, detail: description }));
  const answer = await askChoice({
    ...position,
    title: vscode.l10n.t('{0}: shape of the load', title),
    placeholder: vscode.l10n.t('How should the load change over time?'),
    items,
    selected: items.find(({ label }) => label === draft.type),
  });
  if (answer === back) return 'back';
  if (answer === undefined) return 'cancelled';
  draft.type = answer.label;
  return 'next';
}

function bodyOf(draft: Draft, fields: TrafficFields): Body {
  return trafficRequestOf(fields, { ...trafficDraftOf(draft.written), type: draft.type });
}

interface ReviewItem extends vscode.QuickPickItem {
  field?: Field;
  action?: 'start' | 'copy';
}

/** Shows what would be sent, until the person starts it; every value can still be changed. */
async function reviewTraffic(
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
      description: filled[field.name] || t('default'),
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
    const detail = plan.fields.map(({ field, message }) => `${titleOf(field)}: ${message}`).join('; ');
    return { label: `$(error) ${plan.message}`, detail };
  }
  const { plannedRequests, durationSeconds, peakRps, plannedRps } = plan;
  return {
    label: `$(play) ${t('Start')}`,
    description: t(
      '{0} requests in {1}, at most {2} per second',
      plannedRequests,
      formatDuration(durationSeconds),
      formatNumber(peakRps),
    ),
    detail: drawSparkline(plannedRps),
    action: 'start',
  };
}
