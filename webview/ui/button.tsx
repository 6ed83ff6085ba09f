import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { wordsOf } from '../../contract/wire/call-error.ts';
import { say } from './messages.tsx';

interface ButtonProps {
  children: ComponentChildren;
  kind?: 'primary' | 'plain' | 'danger' | 'quiet';
  /** For buttons whose text alone does not say what they act on. */
  label?: string;
  disabled?: boolean;
  type?: 'button' | 'submit';
  onPress?: (event: MouseEvent) => void;
}

/** A button. */
export function Button({ children, kind = 'plain', label, disabled, type = 'button', onPress }: ButtonProps) {
  return (
    <button
      type={type}
      class={`button ${kind}`}
      aria-label={label}
      title={label}
      disabled={disabled}
      onClick={onPress}
    >
      {children}
    </button>
  );
}

/** A button that does something on the platform: it waits for the end of it and says what went wrong. */
export function ActionButton({
  act,
  ...props
}: Omit<ButtonProps, 'onPress'> & { act: () => Promise<unknown> }) {
  const [busy, setBusy] = useState(false);
  const press = (): void => {
    setBusy(true);
    act()
      .catch((error: unknown) => say(wordsOf(error), 'error'))
      .finally(() => setBusy(false));
  };
  return <Button {...props} disabled={busy || props.disabled === true} onPress={press} />;
}
