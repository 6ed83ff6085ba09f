import { formatTime } from '../../contract/words/format.ts';
import { connection, engineProblem } from '../state/platform.ts';
import { Button } from '../ui/button.tsx';
import { askAgain } from './token.tsx';

/** Whether what is shown is new. */
export function ConnectionMark() {
  const state = connection.value;
  const engine = engineProblem.value;
  const ask = askAgain.value;
  if (ask !== undefined) {
    return (
      <span class="mark error" role="status">
        <i class="dot" /> Token needed{' '}
        <Button kind="quiet" onPress={ask}>
          Give the token
        </Button>
      </span>
    );
  }
  if (state.state === 'down') {
    return (
      <span class="mark error" role="status" title={state.reason}>
        <i class="dot" /> Not connected since {formatTime(state.since)}
        <span class="mark-more">: shown as it was then</span>
      </span>
    );
  }
  if (engine !== undefined) {
    return (
      <span class="mark error" role="status" title={engine}>
        <i class="dot" /> Container engine not reachable
      </span>
    );
  }
  return (
    <span class={`mark ${state.state === 'connected' ? 'good' : 'muted'}`} role="status">
      <i class="dot" /> {state.state === 'connected' ? 'Live' : 'Connecting'}
    </span>
  );
}
