import { zoomTo } from '../charts/time-window.ts';
import { Button } from '../ui/button.tsx';
import { windowOf } from './rows.ts';

interface DetailHeadProps {
  title: string;
  /** When it began and ended; `to` is null while it goes on. */
  life: { from: string; to: string | null };
}

/** The head of what is told of the row that was selected. */
export function DetailHead({ title, life }: DetailHeadProps) {
  return (
    <header class="card-head">
      <h2>{title}</h2>
      <Button onPress={() => zoomTo(windowOf(life, Date.now() / 1000))}>Zoom to it</Button>
    </header>
  );
}
