import { connection, engineProblem } from '../state/platform.ts';
import { formatTime } from '../ui/format.ts';

/** Whether what is shown is new. */
export function ConnectionMark() {
  const state = connection.value;
  const engine = engineProblem.value;
  if (state.state === 'down') {
    return (
      <span class="mark error" role="status" title={state.reason}>
        <i class="dot" /> Not connected since {formatTime(state.since)}: shown as it was then
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
