/** Made once: to make one costs a thousand times what it costs to use it. */
const writer = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 0 });

/** A count to the last unit, such as `36,000`: where one message more or less is what matters. */
export function exactNumber(count: number): string {
  return writer.format(count);
}
