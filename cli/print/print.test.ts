import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fakeTerminal } from '../testing/fake-terminal.ts';
import { formatSeconds } from '../../system/terminal/duration.ts';
import { createSteps } from './steps.ts';
import { createStyle } from '../../system/terminal/style.ts';
import { table } from './table.ts';
import { createTerminal, cutToWidth } from '../../system/terminal/terminal.ts';

const escape = '\u001b[';

test('durations in words', () => {
  assert.equal(formatSeconds(0.04), '0.0 s');
  assert.equal(formatSeconds(9.94), '9.9 s');
  assert.equal(formatSeconds(59.4), '59 s');
  assert.equal(formatSeconds(59.6), '1 min 00 s');
  assert.equal(formatSeconds(125), '2 min 05 s');
  assert.equal(formatSeconds(3_725), '1 h 02 min');
});

test('colour only on a terminal, and never against NO_COLOR', () => {
  assert.equal(createStyle(true, {}).red('x'), `${escape}31mx${escape}39m`);
  assert.equal(createStyle(true, { NO_COLOR: '1' }).red('x'), 'x');
  assert.equal(createStyle(true, { NO_COLOR: '' }).red('x'), `${escape}31mx${escape}39m`);
  assert.equal(createStyle(true, { TERM: 'dumb' }).red('x'), 'x');
  assert.equal(createStyle(false, {}).red('x'), 'x');
  assert.equal(createStyle(false, {}).ok, 'ok');
  assert.equal(createStyle(true, { NO_COLOR: '1' }).ok, '✓');
});

test('lays out a table', () => {
  assert.deepEqual(table(['A', 'B'], [['long', 'x']]), ['A     B', 'long  x']);
});

test('cuts a line to the width that can be seen', () => {
  assert.equal(cutToWidth(`${escape}31mabcdef${escape}39m`, 3), `${escape}31mabc${escape}39m`);
  assert.equal(cutToWidth('abc', 5), 'abc');
});

test('live lines are drawn again below what is printed, and leave nothing behind', () => {
  let written = '';
  const stream = { write: (text: string) => (written += text), isTTY: true, columns: 20, rows: 10 };
  const terminal = createTerminal({ stdout: stream, stderr: stream, env: {} });
  terminal.setLive(() => ['working']);
  terminal.print('done one');
  terminal.setLive(undefined);
  assert.equal(
    written,
    `working${escape}K\n` +
      `${escape}1A${escape}0J` +
      'done one\n' +
      `working${escape}K\n` +
      `${escape}1A${escape}0J`,
  );
});

test('a question is not drawn over', () => {
  const terminal = fakeTerminal(true);
  terminal.setLive(() => ['working']);
  const goOn = terminal.pauseLive();
  const before = terminal.text();
  terminal.setLive(() => ['still working']);
  assert.equal(terminal.text(), before);
  goOn();
  terminal.setLive(() => ['done']);
  assert.match(terminal.text().slice(before.length), /done/);
  terminal.setLive(undefined);
});

test('without a terminal nothing is drawn twice', () => {
  const terminal = fakeTerminal();
  terminal.setLive(() => ['working']);
  terminal.print('line');
  assert.equal(terminal.text(), 'line\n');
});

test('steps say what they do, how long they took, and what became of them', async () => {
  const terminal = fakeTerminal();
  let now = 0;
  const steps = createSteps({ terminal, isInterrupted: () => false, now: () => now });
  const value = await steps.run('Images', (step) => {
    const item = step.item('k6');
    item.update('building', 'go build');
    item.update('building', 'linking');
    now = 2_500;
    item.end('k6 is ready');
    step.note('1 built');
    return Promise.resolve(7);
  });
  await assert.rejects(steps.run('Health', () => Promise.reject(new Error('no'))));
  assert.equal(value, 7);
  assert.deepEqual(terminal.text().split('\n').filter(Boolean), [
    '    k6 is ready',
    'ok Images                   2.5 s        1 built',
    'error Health                   0.0 s',
  ]);
  assert.deepEqual(
    steps.records().map(({ name, seconds, outcome }) => ({ name, seconds, outcome })),
    [
      { name: 'Images', seconds: 2.5, outcome: 'done' },
      { name: 'Health', seconds: 0, outcome: 'failed' },
    ],
  );
});

test('a step that lasts says so where nobody sees it move', async () => {
  const terminal = fakeTerminal();
  const steps = createSteps({
    terminal,
    isInterrupted: () => false,
    now: () => performance.now(),
    ...{ heartbeatMs: 20, patienceMs: 5 },
  });
  await steps.run('Images', async (step) => {
    step.item('loki').update('building');
    await new Promise((resolve) => setTimeout(resolve, 70));
  });
  assert.match(terminal.text(), /^ {4}loki: building$/m);
  assert.match(terminal.text(), /Images: 0\.\d s so far; loki building/);
});
