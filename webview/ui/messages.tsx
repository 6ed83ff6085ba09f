import { signal } from '@preact/signals';

interface Message {
  id: number;
  text: string;
  level: 'info' | 'error';
}

const messages = signal<readonly Message[]>([]);
const shownMs = 8_000;
let nextId = 1;

/** Tells the person something that has no place of its own in a view. */
export function say(text: string, level: Message['level'] = 'info'): void {
  const message = { id: nextId++, text, level };
  messages.value = [...messages.value.slice(-3), message];
  setTimeout(() => forget(message.id), level === 'error' ? 2 * shownMs : shownMs);
}

function forget(id: number): void {
  messages.value = messages.value.filter((message) => message.id !== id);
}

/** Where messages are shown; a screen reader says them when they come. */
export function Messages() {
  return (
    <div class="messages" role="status" aria-live="polite">
      {messages.value.map(({ id, text, level }) => (
        <div key={id} class={`message ${level}`}>
          <span>{text}</span>
          <button type="button" class="button quiet" aria-label="Dismiss message" onClick={() => forget(id)}>
            ✕
          </button>
        </div>
      ))}
    </div>
  );
}
