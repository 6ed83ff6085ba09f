/** Not there yet. */
export function DeliveryView() {
  return (
    <>
      <h1>Delivery</h1>
      <p class="empty">This view is being made.</p>
    </>
  );
}
