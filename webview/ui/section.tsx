import type { ComponentChildren } from 'preact';

interface SectionProps {
  title: string;
  /** Stands at the right of the title. */
  actions?: ComponentChildren;
  children: ComponentChildren;
  class?: string;
}

/** A titled part of a view. */
export function Section({ title, actions, children, class: more = '' }: SectionProps) {
  return (
    <section class={`card ${more}`} aria-label={title}>
      <header class="card-head">
        <h2>{title}</h2>
        {actions !== undefined && <div class="actions">{actions}</div>}
      </header>
      {children}
    </section>
  );
}

/** What stands where there is nothing to show: why, and what to do. */
export function Empty({ children }: { children: ComponentChildren }) {
  return <p class="empty">{children}</p>;
}
