import assert from 'node:assert/strict';
import test from 'node:test';
import { createTerminal } from '../../system/terminal/terminal.ts';
import { drawProgress } from './draw-progress.ts';

function write(isTTY: boolean): {
  stdout: { write(text: string): void; isTTY: boolean };
  text: () => string;
} {
  let text = '';
  return { stdout: { isTTY, write: (part) => void (text += part) }, text: () => text };
}

test('without a terminal each change of phase is one plain line', () => {
  const { stdout, text } = write(false);
  const { onProgress, end } = drawProgress(createTerminal({ stdout, stderr: stdout, env: {} }), () => 0);
  onProgress({ image: 'k6', phase: 'building', detail: 'package 1', seconds: 0 });
  onProgress({ image: 'k6', phase: 'building', detail: 'package 2', seconds: 1 });
  onProgress({ image: 'k6', phase: 'ready', detail: 'grafana/k6:1.8.1', seconds: 2 });
  end();
  assert.deepEqual(
    text()
      .trimEnd()
      .split('\n')
      .map((line) => line.replace(/ +/g, ' ')),
    ['… k6 building package 1', 'ok k6 ready 2.0 s grafana/k6:1.8.1'],
  );
});

test('on a terminal the live line follows the detail and gives way to the line that stays', () => {
  const { stdout, text } = write(true);
  const { onProgress, end } = drawProgress(
    createTerminal({ stdout, stderr: stdout, env: { NO_COLOR: '1' } }),
    () => 0,
  );
  onProgress({ image: 'k6', phase: 'building', detail: 'package 1', seconds: 0 });
  onProgress({ image: 'k6', phase: 'failed', detail: 'no compiler', seconds: 2 });
  end();
  assert.match(text(), /package 1/);
  assert.match(text(), /✗ k6 +failed +2\.0 s +no compiler/);
});
