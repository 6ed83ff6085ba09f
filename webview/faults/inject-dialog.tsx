import { useEffect, useState } from 'preact/hooks';
import type { FaultPlan } from '../../contract/forms/fault-draft.ts';
import { wordsOf } from '../../contract/wire/call-error.ts';
import { call } from '../state/api.ts';
import { Dialog, showDialog } from '../ui/dialog.tsx';
import type { CatalogEntry } from './catalog-entry.ts';
import { FaultForm } from './fault-form.tsx';

/** Opens the form that switches a fault on, filled in with what is known already. */
export function injectFault(plan: FaultPlan = {}): void {
  showDialog(() => <InjectDialog plan={plan} />);
}

function InjectDialog({ plan }: { plan: FaultPlan }) {
  const [kinds, setKinds] = useState<readonly CatalogEntry[]>();
  const [problem, setProblem] = useState<string>();
  useEffect(() => {
    call('faultCatalog', {}).then(
      (answer) => setKinds(answer.kinds),
      (error: unknown) => setProblem(wordsOf(error)),
    );
  }, []);
  return (
    <Dialog title="Inject a fault">
      {kinds === undefined ? (
        <p class="hint">{problem ?? 'Reading the catalog of faults …'}</p>
      ) : (
        <FaultForm kinds={kinds} plan={plan} />
      )}
    </Dialog>
  );
}
