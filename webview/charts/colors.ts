import { computed } from '@preact/signals';
import { theme } from '../state/theme.ts';

/** Colours of what is drawn on a canvas, which styles cannot reach. Read anew when the theme changes. */
export interface ChartColors {
  text: string;
  grid: string;
  series: readonly string[];
  fault: string;
  faultText: string;
  run: string;
  runText: string;
  lost: string;
  lostText: string;
  font: string;
  surface: string;
}

export const seriesCount = 8;

/** The colours of the present theme. */
export const chartColors = computed((): ChartColors => {
  void theme.value;
  const style = getComputedStyle(document.documentElement);
  const read = (name: string): string => style.getPropertyValue(`--${name}`).trim();
  return {
    text: read('muted'),
    grid: read('grid'),
    series: Array.from({ length: seriesCount }, (_, index) => read(`series-${index + 1}`)),
    fault: read('band-fault'),
    faultText: read('fault'),
    run: read('band-run'),
    runText: read('accent'),
    lost: read('band-lost'),
    lostText: read('muted'),
    font: `11px ${getComputedStyle(document.body).fontFamily}`,
    surface: read('surface'),
  };
});

/** Lines beyond the number of colours, and all lines in high contrast, differ by their dashes as well. */
export function dashOf(index: number, isContrast: boolean): number[] | undefined {
  const dashes = [[], [6, 3], [2, 3], [10, 3, 2, 3]];
  const dash = dashes[isContrast ? index % dashes.length : Math.floor(index / seriesCount) % dashes.length];
  return dash === undefined || dash.length === 0 ? undefined : dash;
}
