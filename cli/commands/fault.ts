import { setTimeout as sleep } from 'node:timers/promises';
import type { Fault } from '../../contract/faults/fault.ts';
import { isFaultOver } from '../../contract/is-over.ts';
import type { RouteInput } from '../../contract/routes.ts';
import type { Command, CommandContext, CommandInput, OptionSpec } from '../arguments/command.ts';
import {
  numberOption,
  numbersOption,
  pairsOption,
  textOption,
  textPairsOption,
} from '../arguments/read-values.ts';
import { exitCodes, usageFailure, type ExitCode } from '../failure.ts';
import { callApi } from '../platform/call-api.ts';
import { faultLines, faultTable, paramLines, planLines } from './fault-lines.ts';

const json: OptionSpec = { type: 'boolean', description: 'Print the answer of the API as JSON.' };
const settleTimeoutMs = 20_000;

/** The body of `POST /api/faults` that the options describe; what is absent is the API's default. */
export function faultBody(input: CommandInput): RouteInput<'faultCreate'>['body'] {
  const nodes = input.values.get('target');
  const labels = textPairsOption(input, 'label');
  const hasLabels = Object.keys(labels).length > 0;
  if (nodes === undefined && !hasLabels) {
    throw usageFailure(
      'A target is missing.',
      'Name nodes by --target service-b or by --label tier=backend.',
    );
  }
  const targets = {
    nodes,
    labels: hasLabels ? labels : undefined,
    count: numberOption(input, 'count'),
    percent: numberOption(input, 'percent'),
    seed: numberOption(input, 'seed'),
  };
  const params = pairsOption(input, 'param');
  const peers = input.values.get('peer');
  const body = {
    kind: input.positionals[0],
    params: Object.keys(params).length === 0 ? undefined : params,
    targets: withoutAbsent(targets),
    peers: peers === undefined ? undefined : { nodes: peers },
    direction: textOption(input, 'direction'),
    protocol: textOption(input, 'protocol'),
    ports: numbersOption(input, 'port'),
    durationSeconds: numberOption(input, 'duration'),
    driver: textOption(input, 'driver'),
    dryRun: input.flags.has('dry-run') ? true : undefined,
  };
  // The API checks every field and names the one at fault, in the same words for everyone who asks.
  return withoutAbsent(body) as RouteInput<'faultCreate'>['body'];
}

const add: Command = {
  name: 'fault add',
  summary: 'Switch a fault on. It ends by itself after its duration.',
  positionals: [
    { name: 'kind', required: true, description: 'The kind of fault; "dsp fault kinds" lists them.' },
  ],
  options: {
    target: { type: 'string', value: 'node', multiple: true, description: 'A node to break.' },
    label: {
      type: 'string',
      value: 'key=value',
      multiple: true,
      description: 'Break the nodes with this label.',
    },
    count: { type: 'string', value: 'number', description: 'Draw this many of the matching nodes.' },
    percent: { type: 'string', value: 'number', description: 'Draw this share of the matching nodes.' },
    seed: { type: 'string', value: 'number', description: 'Same seed, same draw.' },
    duration: { type: 'string', value: 'seconds', description: 'Seconds until it ends by itself.' },
    peer: {
      type: 'string',
      value: 'node',
      multiple: true,
      description: 'Network faults: only traffic with this node.',
    },
    direction: { type: 'string', value: 'way', description: 'Network faults: ingress, egress or both.' },
    protocol: { type: 'string', value: 'name', description: 'Network faults: any, tcp, udp or icmp.' },
    port: {
      type: 'string',
      value: 'number',
      multiple: true,
      description: 'Network faults: only traffic from or to this port.',
    },
    param: { type: 'string', value: 'key=value', multiple: true, description: 'Parameter of the kind.' },
    driver: { type: 'string', value: 'name', description: 'auto if absent.' },
    'dry-run': { type: 'boolean', description: 'Only say what would be done.' },
    json,
  },
  examples: [
    'dsp fault add pause --target service-b --duration 30',
    'dsp fault add kill --target service-b --param signal=SIGTERM',
    'dsp fault add latency --target service-b --peer service-a --param delayMs=200',
  ],
  run: async (input, context) => {
    const answer = await callApi(context, 'faultCreate', { body: faultBody(input) });
    const result = 'dryRun' in answer ? answer : await settled(answer, context);
    if (input.flags.has('json')) context.terminal.print(JSON.stringify(result, null, 2));
    else
      for (const line of 'dryRun' in result ? planLines(result) : faultLines(result))
        context.terminal.print(line);
    return 'endReason' in result && result.endReason === 'failed' ? exitCodes.failed : exitCodes.ok;
  },
};

const list: Command = {
  name: 'fault list',
  summary: 'Show the faults that are on.',
  options: { all: { type: 'boolean', description: 'Those that are over as well.' }, json },
  run: async (input, context) => {
    const answer = await callApi(context, 'faultList', {});
    const faults = answer.faults.filter((fault) => input.flags.has('all') || !isFaultOver(fault));
    if (input.flags.has('json')) context.terminal.print(JSON.stringify({ faults }, null, 2));
    else for (const line of faultTable(faults)) context.terminal.print(line);
    return exitCodes.ok;
  },
};

const end: Command = {
  name: 'fault end',
  summary: 'End one fault before its time.',
  description: ['Exit code 1 when something of it is still there.'],
  positionals: [{ name: 'id', required: true, description: 'The fault; "dsp fault list" shows the ids.' }],
  options: { json },
  run: async (input, context) => {
    const [id = ''] = input.positionals;
    const fault = await settled(await callApi(context, 'faultEnd', { params: { id } }), context);
    context.terminal.print(
      input.flags.has('json') ? JSON.stringify(fault, null, 2) : faultLines(fault).join('\n'),
    );
    return isFaultOver(fault) ? exitCodes.ok : exitCodes.failed;
  },
};

const halt: Command = {
  name: 'fault halt',
  summary: 'End every fault at once and verify that nothing of them is left.',
  options: { json },
  run: async (input, context): Promise<ExitCode> => {
    const { faults, healed } = await callApi(context, 'faultHalt', {});
    if (input.flags.has('json')) context.terminal.print(JSON.stringify({ faults, healed }, null, 2));
    else {
      const ended = faults.length === 1 ? '1 fault was ended' : `${faults.length} faults were ended`;
      context.terminal.print(
        healed
          ? `${faults.length === 0 ? 'No fault was on' : ended}; nothing of any fault is left.`
          : `${ended}, but something of a fault is left. "dsp fault list --all --json" shows the evidence.`,
      );
    }
    return healed ? exitCodes.ok : exitCodes.failed;
  },
};

const kinds: Command = {
  name: 'fault kinds',
  summary: 'Show every kind of fault with its parameters.',
  options: { json },
  run: async (input, context) => {
    const answer = await callApi(context, 'faultCatalog', {});
    if (input.flags.has('json')) {
      context.terminal.print(JSON.stringify(answer, null, 2));
      return exitCodes.ok;
    }
    for (const { kind, description, params } of answer.kinds) {
      context.terminal.print(`${context.terminal.style.bold(kind)}: ${description}`);
      for (const line of paramLines(params)) context.terminal.print(`    ${line}`);
    }
    return exitCodes.ok;
  },
};

/** `dsp fault …` */
export const faultCommands: readonly Command[] = [add, list, end, halt, kinds];

/** Waits until a fault that is starting or ending has done so: what is said of it then is backed by evidence. */
async function settled(fault: Fault, context: CommandContext): Promise<Fault> {
  const deadline = Date.now() + settleTimeoutMs;
  let latest = fault;
  while ((latest.state === 'starting' || latest.state === 'ending') && Date.now() < deadline) {
    await sleep(100, undefined, { signal: context.signal });
    latest = await callApi(context, 'faultGet', { params: { id: fault.id } });
  }
  return latest;
}

function withoutAbsent(value: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined));
}
