import { useEffect, useState } from 'preact/hooks';
import type { Written } from '../../contract/forms/fields.ts';
import type { TrafficSchema } from '../../contract/forms/traffic-schema.ts';
import { wordsOf } from '../../contract/wire/call-error.ts';
import { Dialog, showDialog } from '../ui/dialog.tsx';
import { readTrafficSchema } from './read-traffic-schema.ts';
import { TrafficForm } from './traffic-form.tsx';

/** Opens the form that starts traffic. */
export function startTraffic(prefilled: Written = {}): void {
  showDialog(() => <StartDialog prefilled={prefilled} />);
}

function StartDialog({ prefilled }: { prefilled: Written }) {
  const [schema, setSchema] = useState<TrafficSchema>();
  const [problem, setProblem] = useState<string>();
  useEffect(() => {
    readTrafficSchema().then(setSchema, (error: unknown) => setProblem(wordsOf(error)));
  }, []);
  return (
    <Dialog title="Start traffic">
      {schema === undefined ? (
        <p class="hint">{problem ?? 'Reading what traffic there is …'}</p>
      ) : (
        <TrafficForm schema={schema} prefilled={prefilled} />
      )}
    </Dialog>
  );
}
