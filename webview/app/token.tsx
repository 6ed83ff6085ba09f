import { signal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import { Button } from '../ui/button.tsx';
import { closeDialog, Dialog, showDialog } from '../ui/dialog.tsx';

/** Asks again for a token that is waited for: a person may have closed the dialog. */
export const askAgain = signal<(() => void) | undefined>(undefined);

/** Asks the person for the token of the API. */
export function askToken(wrong: boolean): Promise<string> {
  return new Promise((resolve) => {
    const onToken = (token: string): void => {
      askAgain.value = undefined;
      closeDialog();
      resolve(token);
    };
    const ask = (): void => showDialog(() => <TokenDialog wrong={wrong} onToken={onToken} />);
    askAgain.value = ask;
    ask();
  });
}

function TokenDialog({ wrong, onToken }: { wrong: boolean; onToken: (token: string) => void }) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <Dialog title="Token needed">
      <form
        class="form"
        onSubmit={(event) => {
          event.preventDefault();
          const token = input.current?.value.trim() ?? '';
          if (token !== '') onToken(token);
        }}
      >
        <p class="hint">
          {wrong ? 'The API refused this token. ' : 'This API wants a token. '}
          It is the value of DSP_API_TOKEN with which the platform was started. The page keeps it for this tab
          only.
        </p>
        <label class="field">
          <span>Token</span>
          <input ref={input} type="password" autocomplete="off" autofocus required />
        </label>
        <footer class="dialog-foot">
          <Button kind="primary" type="submit">
            Use token
          </Button>
        </footer>
      </form>
    </Dialog>
  );
}
