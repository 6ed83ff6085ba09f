import { useState } from 'preact/hooks';
import type { RouteInput, RouteName } from '../../contract/routes.ts';
import { curlOf } from '../../contract/wire/curl.ts';
import { apiOrigin } from '../state/api.ts';

/** The same action in a terminal, with a button that copies it. */
export function CurlLine<N extends RouteName>({ name, input }: { name: N; input: RouteInput<N> }) {
  const [copied, setCopied] = useState(false);
  const line = curlOf(apiOrigin(), name, input);
  const copy = (): void => {
    void navigator.clipboard.writeText(line).then(() => {
      setCopied(true);
      setTimeout(() => setCopied(false), 2_000);
    });
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

/** The curl line behind a small button, where there is no room for it. */
export function CurlDetails<N extends RouteName>(props: { name: N; input: RouteInput<N>; label: string }) {
  return (
    <details class="curl-details">
      <summary aria-label={`Show the curl line: ${props.label}`}>curl</summary>
      <CurlLine name={props.name} input={props.input} />
    </details>
  );
}
