import { useState } from 'preact/hooks';
import type { RouteInput, RouteName } from '../../contract/routes.ts';
import { curlOf } from '../../contract/wire/curl.ts';
import { apiOrigin } from '../state/api.ts';
import { say } from './messages.tsx';

/** How long it is told that the line was copied. */
const shownMs = 2_000;

/** The same action in a terminal, with a button that copies it. */
export function CurlLine<N extends RouteName>({ name, input }: { name: N; input: RouteInput<N> }) {
  const [copied, setCopied] = useState(false);
  const line = curlOf(apiOrigin(), name, input);
  const copy = (): void => {
    // There is no clipboard at all where the page has no secure origin.
    const copying = navigator.clipboard?.writeText(line) ?? Promise.reject(new Error('no clipboard'));
    copying.then(
      () => {
        setCopied(true);
        setTimeout(() => setCopied(false), shownMs);
      },
      () => say('The browser does not let the page copy: select the line instead.', 'error'),
    );
  };
  return (
    <div class="curl">
      <code tabIndex={0} aria-label="The same in a terminal">
        {line}
      </code>
      <button type="button" class="button quiet" aria-label="Copy the curl line" onClick={copy}>
        {copied ? 'Copied' : 'Copy'}
      </button>
    </div>
  );
}

/** The curl line behind a small button that says what it does, where there is no room for it. */
export function CurlDetails<N extends RouteName>(props: { name: N; input: RouteInput<N>; label: string }) {
  return (
    <details class="curl-details">
      <summary>
        curl: <span>{props.label}</span>
      </summary>
      <CurlLine name={props.name} input={props.input} />
    </details>
  );
}
