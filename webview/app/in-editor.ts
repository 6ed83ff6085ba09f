import type { EditorFacts, ToPage } from '../../contract/page-messages.ts';
import { useTransport } from '../state/api.ts';
import { editorTransport, type EditorHost } from '../transport/editor.ts';
import { goToHash, useAddressBar } from './place.ts';

declare const acquireVsCodeApi: (() => EditorHost) | undefined;

/** What the page keeps in the editor, so that it opens where it was. */
interface Kept {
  hash?: string;
}

/**
 * Makes the page run inside an editor, if it is shown by one: everything goes through the editor, the place is kept
 * in its state instead of an address bar.
 *
 * @returns Whether it is.
 */
export function startInEditor(root: HTMLElement): boolean {
  if (typeof acquireVsCodeApi === 'undefined') return false;
  const host = acquireVsCodeApi();
  const facts = JSON.parse(root.dataset['editor'] ?? '{}') as Partial<EditorFacts>;
  useTransport(editorTransport(host), facts.apiUrl);
  if (facts.isSmall === true) document.documentElement.dataset['small'] = '';

  let hash = (host.getState() as Kept | undefined)?.hash ?? facts.hash ?? '';
  const keep = (next: string): void => {
    hash = next;
    host.setState({ hash } satisfies Kept);
  };
  useAddressBar({ read: () => hash, push: keep, replace: keep });
  followLinks();
  window.addEventListener('message', ({ data }: MessageEvent<ToPage | null | undefined>) => {
    if (data?.type === 'goTo') goToHash(data.hash);
  });
  return true;
}

/** An editor does not follow links inside a page; the page does it itself, before the editor sees the click. */
function followLinks(): void {
  document.addEventListener(
    'click',
    (event) => {
      const link = (event.target as Element | null)?.closest('a[href^="#/"]');
      if (link === null || link === undefined) return;
      event.preventDefault();
      event.stopPropagation();
      goToHash(link.getAttribute('href') ?? '');
    },
    { capture: true },
  );
}
