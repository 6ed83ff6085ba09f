import { signal } from '@preact/signals';

/** Where in the page the person is. It stands in the address, so that it can be kept and sent. */
export interface Place {
  view: string;
  /** What the view looks at, such as a dashboard, a node, a trace. */
  about: Readonly<Record<string, string>>;
}

/** Reads `#/charts?dashboard=dsp-load`. */
export function parsePlace(hash: string): Place {
  const [view = '', search = ''] = hash.replace(/^#?\/?/, '').split('?');
  return { view: view === '' ? 'now' : view, about: Object.fromEntries(new URLSearchParams(search)) };
}

/** Writes a place as the end of an address. Parts without a value are left out. */
export function hashOf(view: string, about: Readonly<Record<string, string | undefined>> = {}): string {
  const given = Object.entries(about).filter((entry): entry is [string, string] => Boolean(entry[1]));
  const search = new URLSearchParams(given).toString();
  return `#/${view}${search === '' ? '' : `?${search}`}`;
}

export const place = signal<Place>(parsePlace(globalThis.location?.hash ?? ''));

/** Goes to a view. */
export function goTo(view: string, about: Readonly<Record<string, string | undefined>> = {}): void {
  location.hash = hashOf(view, about);
}

/** Changes what the present view looks at, without a new step in the history. */
export function lookAt(change: Readonly<Record<string, string | undefined>>): void {
  const { view, about } = place.peek();
  history.replaceState(null, '', hashOf(view, { ...about, ...change }));
  place.value = parsePlace(location.hash);
}

globalThis.addEventListener?.('hashchange', () => (place.value = parsePlace(location.hash)));
