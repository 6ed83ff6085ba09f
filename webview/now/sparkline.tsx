const width = 120;
const height = 28;

/** A line without axes: only its shape. Where there is no value there is no line. */
export function Sparkline({ values }: { values: readonly (number | null)[] }) {
  const top = Math.max(0, ...values.map((value) => value ?? 0));
  if (values.length < 2)
    return <svg class="sparkline" viewBox={`0 0 ${width} ${height}`} aria-hidden="true" />;
  let path = '';
  let isDown = false;
  values.forEach((value, index) => {
    if (value !== null) {
      const x = ((index / (values.length - 1)) * width).toFixed(1);
      const y = (height - 2 - (top === 0 ? 0 : (value / top) * (height - 4))).toFixed(1);
      path += `${isDown ? 'L' : 'M'}${x} ${y}`;
    }
    isDown = value !== null;
  });
  return (
    <svg class="sparkline" viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none" aria-hidden="true">
      <path d={path} />
    </svg>
  );
}
