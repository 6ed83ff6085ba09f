import { signal } from '@preact/signals';
import type { ComponentChildren, VNode } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

/** The dialog that is open, if any: one at a time. */
const open = signal<(() => VNode) | undefined>(undefined);

/** Opens a dialog. */
export function showDialog(content: () => VNode): void {
  open.value = content;
}

export function closeDialog(): void {
  open.value = undefined;
}

/** Where the open dialog is drawn. */
export function DialogPlace() {
  return open.value?.() ?? null;
}

/** A modal dialog: the browser keeps the focus inside, gives it back, and closes on Escape. */
export function Dialog({ title, children }: { title: string; children: ComponentChildren }) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const element = dialog.current;
    element?.showModal();
    return () => element?.close();
  }, []);
  return (
    <dialog ref={dialog} class="dialog" aria-labelledby="dialog-title" onClose={closeDialog}>
      <header class="dialog-head">
        <h2 id="dialog-title">{title}</h2>
        <button type="button" class="button quiet" aria-label="Close" onClick={closeDialog}>
          ✕
        </button>
      </header>
      {children}
    </dialog>
  );
}
