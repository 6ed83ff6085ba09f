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

/** Where the place is kept: in a browser its address bar. */
export interface AddressBar {
  read(): string;
  /** A step further, that can be taken back. */
  push(hash: string): void;
  /** The same step, seen otherwise. */
  replace(hash: string): void;
}

const browserBar: AddressBar = {
  read: () => globalThis.location?.hash ?? '',
  push: (hash) => void (location.hash = hash),
  replace: (hash) => history.replaceState(null, '', hash),
};

let bar = browserBar;

export const place = signal<Place>(parsePlace(bar.read()));

/** Keeps the place somewhere else than in the address of a browser. */
export function useAddressBar(chosen: AddressBar): void {
  bar = chosen;
  place.value = parsePlace(bar.read());
}

/** Goes to a view. */
export function goTo(view: string, about: Readonly<Record<string, string | undefined>> = {}): void {
  goToHash(hashOf(view, about));
}

/** Goes to a place as it stands in an address. */
export function goToHash(hash: string): void {
  bar.push(hash);
  place.value = parsePlace(hash);
}

/** Changes what the present view looks at, without a new step in the history. */
export function lookAt(change: Readonly<Record<string, string | undefined>>): void {
  const { view, about } = place.peek();
  const hash = hashOf(view, { ...about, ...change });
  bar.replace(hash);
  place.value = parsePlace(hash);
}

globalThis.addEventListener?.('hashchange', () => (place.value = parsePlace(browserBar.read())));
