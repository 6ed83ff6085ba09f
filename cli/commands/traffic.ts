import type { RouteInput } from '../../contract/routes.ts';
import type { Command, CommandInput, OptionSpec } from '../arguments/command.ts';
import { numberOption, pairsOption, textOption, textPairsOption } from '../arguments/read-values.ts';
import { exitCodes } from '../failure.ts';
import { callApi } from '../platform/call-api.ts';
import { demonstrationUrl } from '../platform/parts.ts';
import { runLine, runTable } from './traffic-lines.ts';

const json: OptionSpec = { type: 'boolean', description: 'Print the answer of the API as JSON.' };

/** The body of `POST /api/traffic/start` that the options describe; what is absent is the API's default. */
export function trafficBody(input: CommandInput): RouteInput<'trafficStart'>['body'] {
  const scenario = textOption(input, 'scenario');
  const headers = textPairsOption(input, 'header');
  const body = {
    targetUrl: textOption(input, 'url') ?? demonstrationUrl,
    rps: numberOption(input, 'rps'),
    durationSeconds: numberOption(input, 'duration'),
    scenario: scenario === undefined ? undefined : { type: scenario, ...pairsOption(input, 'param') },
    method: textOption(input, 'method')?.toUpperCase(),
    headers: Object.keys(headers).length === 0 ? undefined : headers,
    body: textOption(input, 'body'),
    timeoutMs: numberOption(input, 'timeout'),
    name: textOption(input, 'name'),
  };
  const given = Object.entries(body).filter(([, value]) => value !== undefined);
  // The API checks every field and names the one at fault, in the same words for everyone who asks.
  return Object.fromEntries(given) as RouteInput<'trafficStart'>['body'];
}

const start: Command = {
  name: 'traffic start',
  summary: 'Send traffic to a node.',
  options: {
    url: {
      type: 'string',
      value: 'url',
      description: `Address on the lab network; ${demonstrationUrl} if absent.`,
    },
    rps: { type: 'string', value: 'number', description: 'Requests per second.' },
    duration: { type: 'string', value: 'seconds', description: 'How long.' },
    scenario: { type: 'string', value: 'type', description: 'Shape of the load, such as constant.' },
    param: { type: 'string', value: 'key=value', multiple: true, description: 'Parameter of the shape.' },
    method: { type: 'string', value: 'method', description: 'POST if absent.' },
    header: { type: 'string', value: 'name=value', multiple: true, description: 'Header of every request.' },
    body: { type: 'string', value: 'json', description: 'Body of every request.' },
    timeout: { type: 'string', value: 'ms', description: 'Milliseconds that a request may take.' },
    name: { type: 'string', value: 'name', description: 'Shown to people.' },
    json,
  },
  examples: [`dsp traffic start --url ${demonstrationUrl} --rps 10 --duration 300`],
  run: async (input, context) => {
    const run = await callApi(context, 'trafficStart', { body: trafficBody(input) });
    context.terminal.print(
      input.flags.has('json') ? JSON.stringify(run, null, 2) : `Started. ${runLine(run)}`,
    );
    return exitCodes.ok;
  },
};

const stop: Command = {
  name: 'traffic stop',
  summary: 'Stop one run of traffic, or all of them.',
  positionals: [{ name: 'id', required: false, description: 'The run to stop; all of them if absent.' }],
  options: { json },
  run: async (input, context) => {
    const [id] = input.positionals;
    const { runs } = await callApi(context, 'trafficStop', { body: id === undefined ? {} : { id } });
    if (input.flags.has('json')) context.terminal.print(JSON.stringify({ runs }, null, 2));
    else if (runs.length === 0) context.terminal.print('No traffic was running.');
    else for (const run of runs) context.terminal.print(runLine(run));
    return exitCodes.ok;
  },
};

const list: Command = {
  name: 'traffic list',
  summary: 'Show the runs of traffic, newest first.',
  options: { json },
  run: async (input, context) => {
    const { runs } = await callApi(context, 'trafficList', {});
    if (input.flags.has('json')) context.terminal.print(JSON.stringify({ runs }, null, 2));
    else for (const line of runTable(runs)) context.terminal.print(line);
    return exitCodes.ok;
  },
};

/** `dsp traffic …` */
export const trafficCommands: readonly Command[] = [start, stop, list];
