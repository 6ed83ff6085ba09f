import type { TimelineFault } from '../../contract/timeline.ts';
import { formatTime } from '../../contract/words/format.ts';
import { zoomTo } from '../charts/time-window.ts';
import { Button } from '../ui/button.tsx';
import { windowOf } from './rows.ts';

/** What the kernel or the engine showed of a fault: after it was applied, and after it was ended. */
export function Evidence({ fault }: { fault: TimelineFault }) {
  return (
    <div class="evidence">
      <header class="card-head">
        <h2>Evidence: {fault.title}</h2>
        <Button onPress={() => zoomTo(windowOf(fault, Date.now() / 1000))}>Zoom to it</Button>
      </header>
      <p class="hint">
        {fault.phases.map(({ name, from }) => `${name} ${formatTime(from, true)}`).join(' → ')}
      </p>
      {fault.evidence.length === 0 ? (
        <p class="empty">Nothing was read back yet.</p>
      ) : (
        <div class="scroll" tabIndex={0} role="region" aria-label="Evidence">
          <table>
            <thead>
              <tr>
                <th scope="col">Time</th>
                <th scope="col">Node</th>
                <th scope="col">Phase</th>
                <th scope="col">Expected</th>
                <th scope="col">Observed</th>
                <th scope="col">Holds</th>
              </tr>
            </thead>
            <tbody>
              {fault.evidence.map(({ time, node, phase, expected, observed, holds }, index) => (
                <tr key={index}>
                  <td>{formatTime(time, true)}</td>
                  <td>{node}</td>
                  <td>{phase}</td>
                  <td class="wrap">{expected}</td>
                  <td class="wrap">{observed}</td>
                  <td class={holds ? '' : 'bad'}>{holds ? 'yes' : 'no'}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </div>
  );
}
