import type { ComponentChildren } from 'preact';
import { connection, isRead } from '../state/platform.ts';
import { Empty } from './section.tsx';

/** What stands where a list of the platform is empty. Before it was read nobody knows that it is. */
export function EmptyList({ children }: { children: ComponentChildren }) {
  if (isRead.value) return <Empty>{children}</Empty>;
  return (
    <Empty>
      {connection.value.state === 'down' ? 'Not known: there is no connection yet.' : 'Reading …'}
    </Empty>
  );
}
