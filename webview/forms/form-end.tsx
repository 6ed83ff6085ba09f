import type { RouteInput, RouteName } from '../../contract/routes.ts';
import { Button } from '../ui/button.tsx';
import { CurlLine } from '../ui/curl-line.tsx';
import { wordsOfRefusal } from './api-problems.ts';
import type { Submission } from './use-submit.ts';

/** How every form ends: what the API refused, the same in a terminal, and the button that does it. */
export function FormEnd<N extends RouteName>(props: {
  name: N;
  input: RouteInput<N>;
  title: string;
  kind: 'primary' | 'danger';
  isReady: boolean;
  submission: Submission;
}) {
  const { name, input, title, kind, isReady } = props;
  const { refusal, isBusy } = props.submission;
  return (
    <>
      {refusal !== undefined && (
        <p class="problem" role="alert">
          {wordsOfRefusal(refusal)}
        </p>
      )}
      <CurlLine name={name} input={input} />
      <footer class="dialog-foot">
        <Button kind={kind} type="submit" disabled={!isReady || isBusy}>
          {title}
        </Button>
      </footer>
    </>
  );
}
