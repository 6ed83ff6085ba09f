/** Not there yet. */
export function LogsView() {
  return (
    <>
      <h1>Logs</h1>
      <p class="empty">This view is being made.</p>
    </>
  );
}
