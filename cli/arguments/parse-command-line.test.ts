import assert from 'node:assert/strict';
import { test } from 'node:test';
import { exitCodes, Failure } from '../failure.ts';
import type { Command } from './command.ts';
import { commandHelp, overviewHelp } from './help-text.ts';
import { parseCommandLine } from './parse-command-line.ts';

const run = () => Promise.resolve(exitCodes.ok);
const commands: readonly Command[] = [
  {
    name: 'start',
    summary: 'Start.',
    options: { yes: { type: 'boolean', description: 'No question.' } },
    run,
  },
  {
    name: 'fault add',
    summary: 'Add.',
    positionals: [{ name: 'kind', required: true, description: 'Kind.' }],
    options: {
      target: { type: 'string', value: 'node', multiple: true, description: 'Target.' },
      duration: { type: 'string', value: 'seconds', description: 'Duration.' },
    },
    run,
  },
  { name: 'fault list', summary: 'List.', run },
];
const parse = (line: string) => parseCommandLine(line === '' ? [] : line.split(' '), commands);

function refusal(line: string): Failure {
  try {
    parse(line);
  } catch (error) {
    assert.ok(error instanceof Failure);
    assert.equal(error.exitCode, exitCodes.usage);
    return error;
  }
  return assert.fail(`"${line}" was accepted`);
}

test('finds a command of one word and of two, with options and arguments in any order', () => {
  const request = parse('fault add --target a pause --duration 30 --target=b');
  assert.ok(request.kind === 'run');
  assert.equal(request.command.name, 'fault add');
  assert.deepEqual(request.input.positionals, ['pause']);
  assert.deepEqual(request.input.values.get('target'), ['a', 'b']);
  assert.deepEqual(request.input.values.get('duration'), ['30']);
  const start = parse('start --yes');
  assert.ok(start.kind === 'run' && start.input.flags.has('yes'));
});

test('shows help for everything, for a group and for one command', () => {
  assert.deepEqual(parse(''), { kind: 'help', topic: undefined, group: undefined });
  assert.deepEqual(parse('--help'), { kind: 'help', topic: undefined, group: undefined });
  assert.deepEqual(parse('fault'), { kind: 'help', topic: undefined, group: 'fault' });
  assert.deepEqual(parse('fault --help'), { kind: 'help', topic: undefined, group: 'fault' });
  for (const line of ['start --help', 'start -h', 'help start', 'start --yes --help']) {
    const request = parse(line);
    assert.ok(request.kind === 'help' && request.topic?.name === 'start', line);
  }
});

test('answers an unknown command with the one that was likely meant', () => {
  assert.match(refusal('strat').message, /no command "strat".*"start"/);
  assert.match(refusal('fault ad pause').message, /no command "fault ad".*"fault add"/);
  assert.match(refusal('xyzzy').message, /no command "xyzzy"\.$/);
  assert.match(refusal('xyzzy --help').message, /no command/);
  assert.match(refusal('--yes').message, /must come before --yes/);
});

test('answers a wrong option by name', () => {
  assert.match(refusal('start --yess').message, /no option --yess.*--yes/);
  assert.match(refusal('start -q').message, /no option -q/);
  assert.match(refusal('start --yes=no').message, /takes no value/);
  assert.match(refusal('fault add pause --duration').message, /--duration needs a value/);
  assert.match(refusal('fault add pause --duration 1 --duration 2').message, /only once/);
  assert.match(refusal('start --constructor').message, /no option --constructor/);
});

test('answers a missing and a superfluous argument', () => {
  assert.match(refusal('fault add').message, /needs <kind>/);
  assert.match(refusal('start now').message, /"now"/);
});

test('the help text names every option, its value and the exit codes', () => {
  const [, add] = commands;
  assert.ok(add);
  const text = commandHelp(add);
  assert.match(text, /dsp fault add <kind> \[options\]/);
  assert.match(text, /--target <node>/);
  assert.match(text, /--help/);
  assert.match(text, /Exit codes: 0 done, 1 failed, 2 wrong usage, 130 interrupted/);
  assert.match(overviewHelp(commands), /start\s+Start\./);
  assert.doesNotMatch(overviewHelp(commands, 'fault'), /Start\./);
});
