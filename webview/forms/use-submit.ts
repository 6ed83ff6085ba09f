import { useRef, useState } from 'preact/hooks';

/** The sending of a form: what is under way, and what became of the last attempt. */
export interface Submission {
  /** Whether the API has not answered yet. */
  isBusy: boolean;
  /** What the API answered to the last attempt, if it refused. */
  refusal: unknown;
  /** Sends the form, unless it is being sent already. */
  submit: () => void;
  /** To be called when the form is changed: the refusal was about what it said before. */
  forgetRefusal: () => void;
}

/** Sends a form once, however often its button is pressed before the API has answered. */
export function useSubmit(send: () => Promise<void>): Submission {
  const [isBusy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<unknown>();
  // A second press comes before the button is drawn as disabled.
  const isUnderWay = useRef(false);
  const submit = (): void => {
    if (isUnderWay.current) return;
    isUnderWay.current = true;
    setBusy(true);
    setRefusal(undefined);
    send()
      .catch(setRefusal)
      .finally(() => {
        isUnderWay.current = false;
        setBusy(false);
      });
  };
  return { isBusy, refusal, submit, forgetRefusal: () => setRefusal(undefined) };
}
