import assert from 'node:assert/strict';
import { eventually } from '../../page/support/eventually.ts';
import { answerTo, complaints, declaredCommands, type Answer } from './answers.ts';
import { hostTest, type HostContext } from './host-test.ts';
import { hideViews, scene, showViews, spy, state, useAddress, useNoAddress } from './stage.ts';

/** Commands with nothing to say: they show something of the editor, or there is nothing to be done. */
const mayBeSilent = new Set(
  ['cancelStart', 'connect', 'stopLogs', 'showLog', 'openWalkthrough', 'openLivePage', 'showTopology']
    .concat(['showCharts', 'copyAsCurl', 'copyId', 'openTerminal', 'runDoctor', 'startPlatform'])
    .map((name) => `dsp.${name}`),
);
/** Commands about the engine of this machine; the same whatever the platform does. */
const ofTheEngine = new Set(['dsp.startPlatform', 'dsp.stopPlatform', 'dsp.removePlatform', 'dsp.runDoctor']);

hostTest('without engine and without platform: every command answers', async (t) => {
  await useNoAddress();
  await showViews();
  await eventually('it is known that there is no engine', async () =>
    /^(no-engine|engine-stopped)$/.test(String(state())),
  );
  await judge(t, declaredCommands());
});

hostTest('with a token that is refused: every command answers', async (t) => {
  await useAddress((await scene('platform', { token: 'the right one' })).url);
  await eventually('it is known that the token is refused', async () => state() === 'refused');
  await judge(
    t,
    declaredCommands().filter((id) => !ofTheEngine.has(id)),
  );
});

hostTest('with an API that takes every call and answers none: every command gives up', async (t) => {
  const started = performance.now();
  await useAddress((await scene('door', 'hanging')).url);
  await eventually('it is known that nobody answers', async () => state() === 'unreachable');
  t.note(`A hanging API is known after ${seconds(performance.now() - started)}`);
  // All at once: each of them waits as long as the extension has patience.
  const commands = declaredCommands().filter((id) => !ofTheEngine.has(id));
  const before = spy.shown.length;
  const answers = await Promise.all(commands.map((id) => answerTo(id)));
  assert.deepEqual(
    answers.flatMap((answer) => complaints(answer, true)),
    [],
  );
  const told = spy.shown.slice(before).filter(({ kind }) => kind === 'error');
  assert.ok(told.length > 0, 'nobody was told');
  t.note(`${told.length} times it was told, such as "${told[0]?.text}"`);
  t.note(`The slowest command gave up after ${seconds(Math.max(...answers.map(({ ms }) => ms)))}`);
  await scene('door', 'open');
});

hostTest('nothing was left for nobody to catch', async () => {
  await hideViews();
  assert.deepEqual(spy.unhandled.map(String), []);
});

async function judge(t: HostContext, commands: string[]): Promise<void> {
  const answers: Answer[] = [];
  for (const command of commands) answers.push(await answerTo(command));
  for (const { command, ms, shown } of answers) {
    t.note(
      `${command} (${seconds(ms)}): ${shown.map(({ kind, text }) => `${kind} "${text}"`).join(', ') || '–'}`,
    );
  }
  assert.deepEqual(
    answers.flatMap((answer) => complaints(answer, mayBeSilent.has(answer.command))),
    [],
  );
}

function seconds(ms: number): string {
  return `${(ms / 1_000).toFixed(1)} s`;
}
