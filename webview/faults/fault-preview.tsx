import type { FaultPlan } from '../../contract/faults/fault.ts';
import { wordsOfRefusal } from '../forms/api-problems.ts';
import type { Preview } from '../forms/use-preview.ts';

interface FaultPreviewProps {
  preview: Preview<FaultPlan>;
  /** What the form still needs. */
  missing: string | undefined;
}

/** What a fault would do, as the API's dry run tells it: on which nodes, by which driver and why, and how. */
export function FaultPreview({ preview, missing = '' }: FaultPreviewProps) {
  const { answer, error } = preview;
  return (
    <section class="preview" aria-label="What would be done" aria-live="polite">
      <h3>What would be done</h3>
      {error !== undefined && <p class="refusal">{wordsOfRefusal(error)}</p>}
      {error === undefined && answer === undefined && (
        <p class="hint">Told when the form is complete. {missing}</p>
      )}
      {answer !== undefined && (
        <>
          <dl>
            <dt>Nodes</dt>
            <dd>{answer.targets.join(', ')}</dd>
            {answer.leftOut !== undefined && (
              <>
                <dt>Left out</dt>
                <dd>{answer.leftOut.map(({ reason }) => reason).join(' ')}</dd>
              </>
            )}
            <dt>Driver</dt>
            <dd>
              {answer.driver}. <span class="reason">{answer.driverReason}</span>
            </dd>
          </dl>
          <details>
            <summary>{answer.commands.length === 1 ? '1 step' : `${answer.commands.length} steps`}</summary>
            <pre class="told">
              {answer.commands.map(({ node, command }) => `${node}: ${command}`).join('\n')}
            </pre>
          </details>
        </>
      )}
    </section>
  );
}
