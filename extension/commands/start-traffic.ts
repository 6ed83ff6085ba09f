import * as vscode from 'vscode';
import { trafficFields, type TrafficFields } from '../../contract/forms/traffic-fields.ts';
import { filledTraffic } from '../../contract/forms/traffic-request.ts';
import { trafficSchemaOf, type Described, type TrafficSchema } from '../../contract/forms/traffic-schema.ts';
import type { TrafficRun } from '../../contract/traffic/run.ts';
import { askField } from '../input/ask-field.ts';
import { askChoice, back } from '../input/ask.ts';
import { runSteps, type Answer, type Position, type Step } from '../input/steps.ts';
import { Cancelled } from '../report.ts';
import type { Services } from '../services.ts';
import type { Handler } from './handler.ts';
import { inView } from './in-view.ts';
import { subjectOf, type CommandArguments } from './pick.ts';
import { bodyOf, reviewTraffic, type Draft } from './review-traffic.ts';

const draftKey = 'dsp.lastTraffic';

/** Asks for the shape of the traffic and its parameters, shows the plan, and starts it. */
export const startTraffic: Handler = async (services, args) => {
  const { transport, context } = services;
  const title = vscode.l10n.t('Start traffic');
  const schema = trafficSchemaOf(
    (await transport.send({ method: 'GET', path: '/api/openapi.json', body: undefined })) as Described,
  );
  const draft = firstDraft(services, args);
  const fieldsNow = (): TrafficFields => trafficFields(schema, draft.type, vscode.l10n.t);
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
  const run = await inView('traffic', () => transport.call('trafficStart', { body }));
  services.lab.takeEvent({ type: 'traffic', time: run.createdAt, run });
};

/** Begins with the last values; started on a node, with that node; on a run, with that run's values. */
function firstDraft({ context }: Services, args: CommandArguments): Draft {
  const last = context.workspaceState.get<Draft>(draftKey);
  const draft: Draft = { type: last?.type ?? 'constant', written: { ...last?.written } };
  const subject = subjectOf(args);
  if (subject?.kind === 'node') aimAt(subject.node.name, draft);
  if (subject?.kind === 'run') repeat(subject.run, draft);
  return draft;
}

function aimAt(node: string, { written }: Draft): void {
  const host = `http://${node}/`;
  if (written['targetUrl']?.startsWith(host) !== true) written['targetUrl'] = host + (paths[node] ?? '');
}

/** What the nodes of the demonstration answer to. */
const paths: Readonly<Record<string, string>> = {
  'service-a': 'api/message-a',
  'service-b': 'api/message-b',
};

function repeat(run: TrafficRun, draft: Draft): void {
  draft.type = run.scenario.type;
  const { targetUrl, rps, durationSeconds, seed, method } = run;
  for (const [name, value] of Object.entries({
    targetUrl,
    rps,
    durationSeconds,
    seed,
    method,
    ...run.scenario,
  })) {
    if (typeof value !== 'object') draft.written[name] = String(value);
  }
}

async function askShape(
  schema: TrafficSchema,
  title: string,
  draft: Draft,
  position: Position,
): Promise<Answer> {
  const { t } = vscode.l10n;
  const items = schema.scenarios.map(({ type, description }) => ({
    label: t(type),
    detail: t(description),
    type,
  }));
  const answer = await askChoice({
    ...position,
    title: t('{0}: shape of the load', title),
    placeholder: t('How should the load change over time?'),
    items,
    selected: items.find(({ type }) => type === draft.type),
  });
  if (answer === back) return 'back';
  if (answer === undefined) return 'cancelled';
  draft.type = answer.type;
  return 'next';
}
