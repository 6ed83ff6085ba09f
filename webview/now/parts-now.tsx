import { health } from '../state/platform.ts';

const words = { up: 'up', down: 'down', absent: 'not started' } as const;

/** Whether each part of the platform itself is up. */
export function PartsNow() {
  const parts = health.value?.parts;
  if (parts === undefined) return null;
  return (
    <ul class="parts" aria-label="Parts of the platform">
      {parts.map(({ name, status, needed, detail }) => (
        <li
          key={name}
          class={`part ${status === 'down' && !needed ? 'absent' : status}`}
          title={detail ?? undefined}
        >
          <i class="dot" />
          <span>{name}</span>
          <small>{words[status]}</small>
        </li>
      ))}
    </ul>
  );
}
