/** Not there yet. */
export function TracesView() {
  return (
    <>
      <h1>Traces</h1>
      <p class="empty">This view is being made.</p>
    </>
  );
}
