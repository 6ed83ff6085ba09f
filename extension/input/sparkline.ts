const blocks = '▁▂▃▄▅▆▇█';

/** Draws values as one line of text: as many characters as asked for, each the highest value of its share. */
export function drawSparkline(values: readonly number[], width = 40): string {
  const columns = Math.min(width, values.length);
  const heights = Array.from({ length: columns }, (_, at) => {
    const from = Math.floor((at * values.length) / columns);
    const to = Math.max(from + 1, Math.floor(((at + 1) * values.length) / columns));
    return Math.max(...values.slice(from, to));
  });
  const top = Math.max(...heights, 0);
  if (top === 0) return blocks.charAt(0).repeat(columns);
  // A rate that never changes would be a solid bar, which nobody takes for a drawing.
  if (Math.min(...heights) === top) return blocks.charAt(3).repeat(columns);
  return heights.map((height) => blocks.charAt(Math.round((height / top) * (blocks.length - 1)))).join('');
}
