import { parseArgs } from 'node:util';
import { usageFailure } from '../failure.ts';
import type { Command, CommandInput, OptionSpec } from './command.ts';
import { suggest } from './suggest.ts';

/** What a command line asks for. */
export type Request =
  | { readonly kind: 'help'; readonly topic: Command | undefined; readonly group: string | undefined }
  | { readonly kind: 'run'; readonly command: Command; readonly input: CommandInput };

/** Finds the command that the words name and checks its options. Throws a usage failure for anything unknown. */
export function parseCommandLine(args: readonly string[], commands: readonly Command[]): Request {
  const words = args[0] === 'help' ? [...args.slice(1), '--help'] : args;
  const wantsHelp = words.some((word) => word === '--help' || word === '-h');
  const names = leadingWords(words);
  const command = findCommand(names, commands);
  if (command) {
    if (wantsHelp) return { kind: 'help', topic: command, group: undefined };
    const rest = words.slice(command.name.split(' ').length);
    return { kind: 'run', command, input: parseInput(rest, command) };
  }
  const [group] = names;
  const inGroup = group === undefined ? [] : commands.filter((each) => each.name.startsWith(`${group} `));
  if (names.length === 0) {
    const option = words.find((word) => word !== '--help' && word !== '-h');
    if (option !== undefined) {
      throw usageFailure(`A command must come before ${option}.`, 'dsp --help lists the commands.');
    }
    return { kind: 'help', topic: undefined, group: undefined };
  }
  if (inGroup.length > 0 && (wantsHelp || names.length === 1))
    return { kind: 'help', topic: undefined, group };
  throw unknownCommand(names, commands, group !== undefined && inGroup.length > 0 ? group : undefined);
}

function leadingWords(args: readonly string[]): string[] {
  const end = args.findIndex((arg) => arg.startsWith('-'));
  return end < 0 ? [...args] : args.slice(0, end);
}

function findCommand(names: readonly string[], commands: readonly Command[]): Command | undefined {
  const [first, second] = names;
  return (
    commands.find(({ name }) => name === `${first} ${second}`) ?? commands.find(({ name }) => name === first)
  );
}

function unknownCommand(names: readonly string[], commands: readonly Command[], group: string | undefined) {
  const typed = group === undefined ? (names[0] ?? '') : names.slice(0, 2).join(' ');
  const known = commands.map(({ name }) => (group === undefined ? (name.split(' ')[0] ?? name) : name));
  const near = suggest(typed, known);
  return usageFailure(
    `There is no command "${typed}".${near === undefined ? '' : ` Did you mean "${near}"?`}`,
    `dsp ${group === undefined ? '' : `${group} `}--help lists the commands.`,
  );
}

function parseInput(args: readonly string[], command: Command): CommandInput {
  const specs = command.options ?? {};
  const { tokens } = parseArgs({
    args: [...args],
    options: Object.fromEntries(Object.entries(specs).map(([name, { type }]) => [name, { type }])),
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const flags = new Set<string>();
  const values = new Map<string, string[]>();
  const positionals: string[] = [];
  for (const token of tokens) {
    if (token.kind === 'positional') positionals.push(token.value);
    if (token.kind !== 'option') continue;
    const spec = Object.hasOwn(specs, token.name) ? specs[token.name] : undefined;
    if (!spec) throw unknownOption(token.rawName, command);
    if (spec.type === 'boolean') takeFlag(flags, token.name, token.value);
    else takeValue(values, token.name, token.value, spec);
  }
  checkPositionals(positionals, command);
  return { flags, values, positionals };
}

function takeFlag(flags: Set<string>, name: string, value: string | undefined): void {
  if (value !== undefined) throw usageFailure(`--${name} takes no value, but "${value}" was given.`);
  flags.add(name);
}

function takeValue(
  values: Map<string, string[]>,
  name: string,
  value: string | undefined,
  spec: OptionSpec,
): void {
  if (value === undefined || value === '') {
    throw usageFailure(`--${name} needs a value: --${name} <${spec.value ?? 'value'}>.`);
  }
  const before = values.get(name) ?? [];
  if (before.length > 0 && spec.multiple !== true) throw usageFailure(`--${name} may be given only once.`);
  values.set(name, [...before, value]);
}

function unknownOption(rawName: string, command: Command) {
  const near = suggest(rawName, ['--help', ...Object.keys(command.options ?? {}).map((name) => `--${name}`)]);
  return usageFailure(
    `"${command.name}" has no option ${rawName}.${near === undefined ? '' : ` Did you mean ${near}?`}`,
    `dsp ${command.name} --help lists its options.`,
  );
}

function checkPositionals(given: readonly string[], command: Command): void {
  const specs = command.positionals ?? [];
  const missing = specs.find((spec, index) => spec.required && given[index] === undefined);
  if (missing) {
    throw usageFailure(`"${command.name}" needs <${missing.name}>.`, `dsp ${command.name} --help shows how.`);
  }
  const extra = given[specs.length];
  if (extra !== undefined) {
    throw usageFailure(
      `"${command.name}" does not know what to do with "${extra}".`,
      `dsp ${command.name} --help shows how it is used.`,
    );
  }
}
