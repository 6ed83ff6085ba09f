import { exitCodes } from '../failure.ts';
import type { Command, OptionSpec } from './command.ts';

const exitCodeText =
  `Exit codes: ${exitCodes.ok} done, ${exitCodes.failed} failed, ${exitCodes.usage} wrong usage, ` +
  `${exitCodes.interrupted} interrupted.`;

/** The help of all commands, or of those of one group such as `fault`. */
export function overviewHelp(commands: readonly Command[], group?: string): string {
  const shown = group === undefined ? commands : commands.filter(({ name }) => name.startsWith(`${group} `));
  return [
    `Usage: dsp ${group ?? '<command>'}${group === undefined ? '' : ' <command>'} [options]`,
    '',
    ...columns(shown.map(({ name, summary }) => [name, summary])),
    '',
    'dsp <command> --help says more about one of them.',
    'From a checkout "dsp" is "npm run dsp --". Shorter: npm start, npm run stop, npm run status, npm run doctor',
    '(options behind "--").',
    '',
    exitCodeText,
  ].join('\n');
}

/** The help of one command. */
export function commandHelp(command: Command): string {
  const positionals = command.positionals ?? [];
  const options: [string, OptionSpec][] = [
    ...Object.entries(command.options ?? {}),
    ['help', { type: 'boolean', description: 'Show this text.' }],
  ];
  const words = positionals.map(({ name, required }) => (required ? `<${name}>` : `[${name}]`));
  const section = (title: string, lines: readonly string[]) =>
    lines.length === 0 ? [] : ['', `${title}:`, ...lines];
  return [
    `Usage: ${['dsp', command.name, ...words, '[options]'].join(' ')}`,
    '',
    command.summary,
    ...(command.description ?? []),
    ...section('Arguments', columns(positionals.map(({ name, description }) => [`<${name}>`, description]))),
    ...section('Options', columns(options.map(([name, spec]) => [optionText(name, spec), spec.description]))),
    ...section(
      'Examples',
      (command.examples ?? []).map((example) => `  ${example}`),
    ),
    '',
    exitCodeText,
  ].join('\n');
}

function optionText(name: string, spec: OptionSpec): string {
  return spec.type === 'boolean' ? `--${name}` : `--${name} <${spec.value ?? 'value'}>`;
}

function columns(rows: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(0, ...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`);
}
