import { formatTime } from '../../contract/words/format.ts';
import { hashOf } from '../app/place.ts';
import { injectFault } from '../faults/inject-dialog.tsx';
import { nodes } from '../state/platform.ts';
import { Button } from '../ui/button.tsx';
import { EmptyList } from '../ui/empty-list.tsx';
import { Section } from '../ui/section.tsx';

/** Every node and how its container is. */
export function NodesNow() {
  const list = nodes.value
    .filter(({ state }) => state !== 'missing')
    .toSorted((a, b) => a.name.localeCompare(b.name));
  return (
    <Section title="Nodes">
      {list.length === 0 ? (
        <EmptyList>
          No container has the label dsp.node: npm start brings the nodes of the demonstration.
        </EmptyList>
      ) : (
        <div class="scroll" tabIndex={0} role="region" aria-label="Table of nodes">
          <table>
            <thead>
              <tr>
                <th scope="col">Node</th>
                <th scope="col">State</th>
                <th scope="col">Health</th>
                <th scope="col">Language</th>
                <th scope="col">Running since</th>
                <th scope="col">Restarts</th>
                <th scope="col">
                  <span class="hidden">Actions</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {list.map(({ name, state, health, language, startedAt, restarts }) => (
                <tr key={name}>
                  <th scope="row">{name}</th>
                  <td>
                    <span class={`state ${state}`}>{state}</span>
                  </td>
                  <td>{health === 'none' ? '–' : health}</td>
                  <td>{language ?? '–'}</td>
                  <td>{startedAt === null ? '–' : formatTime(startedAt)}</td>
                  <td>{restarts}</td>
                  <td>
                    <div class="row-actions">
                      <a href={hashOf('logs', { node: name })} aria-label={`Logs of ${name}`}>
                        Logs
                      </a>
                      <Button
                        kind="quiet"
                        label={`Inject fault on ${name}`}
                        onPress={() => injectFault({ targets: [name] })}
                      >
                        Inject fault
                      </Button>
                    </div>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Section>
  );
}
