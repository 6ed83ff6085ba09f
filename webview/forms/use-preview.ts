import { useEffect, useState } from 'preact/hooks';

/** What the API would do with what is written; the last answer stays while the next one is under way. */
export interface Preview<A> {
  answer?: A;
  error?: unknown;
}

/** So long nothing is written before it is asked. */
const pauseMs = 250;

/** Asks what would become of a body, a little after each change of it; `undefined` is not worth asking. */
export function usePreview<B, A>(
  body: B | undefined,
  ask: (body: B, signal: AbortSignal) => Promise<A>,
): Preview<A> {
  const [preview, setPreview] = useState<Preview<A>>({});
  const text = JSON.stringify(body);
  useEffect(() => {
    if (body === undefined) {
      setPreview({});
      return undefined;
    }
    const left = new AbortController();
    const timer = setTimeout(() => {
      ask(body, left.signal).then(
        (answer) => setPreview({ answer }),
        (error: unknown) => {
          if (!left.signal.aborted) setPreview({ error });
        },
      );
    }, pauseMs);
    return () => {
      clearTimeout(timer);
      left.abort();
    };
    // The body is a new object with each letter; its text is what matters.
  }, [text]);
  return preview;
}
