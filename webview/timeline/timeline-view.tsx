/** Not there yet. */
export function TimelineView() {
  return (
    <>
      <h1>Timeline</h1>
      <p class="empty">This view is being made.</p>
    </>
  );
}
