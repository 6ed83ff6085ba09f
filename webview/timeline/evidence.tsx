import type { TimelineFault } from '../../contract/timeline.ts';
import { formatTime } from '../../contract/words/format.ts';
import { useInSight } from '../ui/use-in-sight.ts';
import { DetailHead } from './detail-head.tsx';

/** What the kernel or the engine showed of a fault: after it was applied, and after it was ended. */
export function Evidence({ fault, title }: { fault: TimelineFault; title: string }) {
  const evidence = useInSight<HTMLDivElement>(fault.id);
  return (
    <div class="evidence" ref={evidence}>
      <DetailHead title={`Evidence: ${title}`} life={fault} />
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
