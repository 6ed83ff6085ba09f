/** Handlers that open a menu by pointer, by its other button, and by keyboard. */
export function onPress(open: (event: Event) => void) {
  return {
    onClick: open,
    onContextMenu: open,
    onKeyDown(event: KeyboardEvent) {
      const isMenuKey = event.key === 'ContextMenu' || (event.shiftKey && event.key === 'F10');
      if (event.key === 'Enter' || event.key === ' ' || isMenuKey) open(event);
    },
  };
}
