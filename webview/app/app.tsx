import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { DialogPlace } from '../ui/dialog.tsx';
import { MenuPlace } from '../ui/menu.tsx';
import { Messages } from '../ui/messages.tsx';
import { ConnectionMark } from './connection-mark.tsx';
import { FaultMark } from './fault-mark.tsx';
import { hashOf, place } from './place.ts';
import { views } from './views.ts';

/** The icon is where the document says, which differs between a browser and an editor. */
const iconAddress = document.querySelector<HTMLLinkElement>('link[rel="icon"]')?.href;

const productName = 'Distributed System Platform';

/** The page: the bar with its tabs, and the view that is looked at. */
export function App() {
  const main = useRef<HTMLElement>(null);
  const current = views.find(({ name }) => name === place.value.view) ?? views[0];
  // Before it is painted: the new view would be seen to jump.
  useLayoutEffect(() => {
    document.title = `${current?.title ?? ''} · ${productName}`;
    scrollTo(0, 0);
  }, [current]);
  if (current === undefined) return null;
  const { View } = current;
  return (
    <>
      <a
        class="skip"
        href="#view"
        onClick={(event) => {
          // The end of the address says which view is shown: it cannot name a place inside of one.
          event.preventDefault();
          main.current?.focus();
        }}
      >
        Skip to the view
      </a>
      <header class="bar">
        <a class="brand" href={hashOf('now')} aria-label={productName}>
          <img src={iconAddress} alt="" width="24" height="24" />
          <span>{productName}</span>
        </a>
        <nav aria-label="Views">
          {views.map(({ name, title }) => (
            <Tab key={name} name={name} title={title} isCurrent={name === current.name} />
          ))}
        </nav>
        <div class="bar-end">
          <FaultMark />
          <ConnectionMark />
        </div>
      </header>
      <main
        ref={main}
        id="view"
        class="view"
        data-view={current.name}
        tabIndex={-1}
        aria-label={current.title}
      >
        <View />
      </main>
      <Messages />
      <DialogPlace />
      <MenuPlace />
    </>
  );
}

/** A tab. On a narrow page the tabs are moved sideways: the one of this view is to be seen. */
function Tab({ name, title, isCurrent }: { name: string; title: string; isCurrent: boolean }) {
  const link = useRef<HTMLAnchorElement>(null);
  useEffect(() => {
    if (isCurrent) link.current?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [isCurrent]);
  return (
    <a ref={link} href={hashOf(name)} aria-current={isCurrent ? 'page' : undefined}>
      {title}
    </a>
  );
}
