import { signal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';

export interface MenuItem {
  title: string;
  /** Items of a group stand together, under its name. */
  group?: string;
  run: () => void;
}

interface OpenMenu {
  title: string;
  items: readonly MenuItem[];
  x: number;
  y: number;
  /** Gets the focus back. */
  opener: Element | null;
}

const open = signal<OpenMenu | undefined>(undefined);
const marginPx = 8;

/** Opens a menu where the pointer is, or beside what has the focus. */
export function showMenu(title: string, items: readonly MenuItem[], event: Event): void {
  event.preventDefault();
  const opener = event.currentTarget as Element;
  const box = opener.getBoundingClientRect();
  // A menu key or Enter comes as an event without a place.
  const isPointed = event instanceof MouseEvent && (event.clientX !== 0 || event.clientY !== 0);
  const [x, y] = isPointed
    ? [event.clientX, event.clientY]
    : [box.left + box.width / 2, box.top + box.height / 2];
  open.value = { title, items, x, y, opener };
}

function closeMenu(): void {
  const { opener } = open.peek() ?? {};
  open.value = undefined;
  if (opener instanceof HTMLElement || opener instanceof SVGElement) opener.focus();
}

/** Where the open menu is drawn. */
export function MenuPlace() {
  return open.value === undefined ? null : <Menu {...open.value} />;
}

function Menu({ title, items, x, y }: OpenMenu) {
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = list.current;
    if (element === null) return;
    const { width, height } = element.getBoundingClientRect();
    element.style.left = `${Math.max(marginPx, Math.min(x, innerWidth - width - marginPx))}px`;
    element.style.top = `${Math.max(marginPx, Math.min(y, innerHeight - height - marginPx))}px`;
    element.querySelector('button')?.focus();
  }, [x, y]);
  const groups = [...new Set(items.map(({ group }) => group))];
  return (
    <div class="menu-back" onClick={closeMenu} onContextMenu={(event) => event.preventDefault()}>
      <div
        ref={list}
        class="menu"
        role="menu"
        aria-label={title}
        onKeyDown={onKey}
        onClick={(event) => event.stopPropagation()}
      >
        <div class="menu-title" aria-hidden="true">
          {title}
        </div>
        {groups.map((group) => (
          <div key={group ?? ''} role="group" aria-label={group} class="menu-group">
            {group !== undefined && (
              <div class="menu-label" aria-hidden="true">
                {group}
              </div>
            )}
            {items
              .filter((item) => item.group === group)
              .map((item) => (
                <button
                  key={item.title}
                  type="button"
                  role="menuitem"
                  tabIndex={-1}
                  // One item at a time is marked, whether it is pointed at or reached by keys.
                  onPointerMove={(event) => event.currentTarget.focus({ preventScroll: true })}
                  onClick={() => {
                    closeMenu();
                    item.run();
                  }}
                >
                  {item.title}
                </button>
              ))}
          </div>
        ))}
      </div>
    </div>
  );
}

/** Arrows move, Escape and Tab leave, as menus do everywhere. */
function onKey(event: KeyboardEvent): void {
  const buttons = [...(event.currentTarget as Element).querySelectorAll('button')];
  const at = buttons.indexOf(document.activeElement as HTMLButtonElement);
  const steps: Record<string, number> = {
    ArrowDown: (at + 1) % buttons.length,
    ArrowUp: (at + buttons.length - 1) % buttons.length,
    Home: 0,
    End: buttons.length - 1,
  };
  if (event.key === 'Escape' || event.key === 'Tab') closeMenu();
  else if (event.key in steps) buttons[steps[event.key] ?? 0]?.focus();
  else return;
  event.preventDefault();
}
