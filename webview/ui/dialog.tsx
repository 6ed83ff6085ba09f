import { signal } from '@preact/signals';
import type { ComponentChildren, VNode } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

/** The dialog that is open, if any: one at a time. */
const open = signal<(() => VNode) | undefined>(undefined);

/** Opens a dialog. */
export function showDialog(content: () => VNode): void {
  open.value = content;
}

/** Closes the dialog that is open, if any. */
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
    if (element === null) return undefined;
    element.showModal();
    // Not as a property: a dialog that another one takes the place of tells of its end when it is no longer the one
    // that is open.
    element.addEventListener('close', closeDialog);
    return () => {
      element.removeEventListener('close', closeDialog);
      element.close();
    };
  }, []);
  return (
    <dialog ref={dialog} class="dialog" aria-labelledby="dialog-title">
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
