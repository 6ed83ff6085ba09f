import { Chart, Legend, LinearScale, LineController, LineElement, PointElement, Tooltip } from 'chart.js';
import { chartCount, firstSecond, historySeconds, linesPerChart, valueAt } from './workload.ts';

Chart.register(LineController, LineElement, PointElement, LinearScale, Legend, Tooltip);

type Point = { x: number; y: number };

/** Set for speed as its documentation says: no animation, no parsing, sorted data, no points. */
function makeChart(canvas: HTMLCanvasElement, chart: number, shownSeconds: number): Chart<'line', Point[]> {
  return new Chart(canvas, {
    type: 'line',
    data: {
      datasets: Array.from({ length: linesPerChart }, (_, line) => ({
        label: `line ${line}`,
        data: Array.from({ length: historySeconds + 1 }, (__, second) => ({
          x: firstSecond + second,
          y: valueAt(chart, line, second),
        })),
        borderWidth: 1.5,
        pointRadius: 0,
        borderColor: ['#2f5fe0', '#0f8a6d', '#b4500b', '#8b3fc7'][line] ?? '#000',
      })),
    },
    options: {
      animation: false,
      parsing: false,
      normalized: true,
      responsive: true,
      maintainAspectRatio: false,
      scales: {
        x: { type: 'linear', ...window(historySeconds, shownSeconds) },
        y: { beginAtZero: true },
      },
    },
  });
}

function window(second: number, shownSeconds: number): { min: number; max: number } {
  return { min: firstSecond + second - shownSeconds, max: firstSecond + second };
}

let charts: Chart<'line', Point[]>[] = [];
let shown = historySeconds;

globalThis.bench = {
  draw(shownSeconds) {
    shown = shownSeconds;
    const root = document.querySelector('#page');
    charts = Array.from({ length: chartCount }, (_, chart) => {
      const box = document.createElement('div');
      box.style.cssText = 'width: 640px; height: 190px; display: inline-block';
      const canvas = document.createElement('canvas');
      box.append(canvas);
      root?.append(box);
      return makeChart(canvas, chart, shownSeconds);
    });
  },
  tick(second) {
    charts.forEach((chart, index) => {
      chart.data.datasets.forEach(({ data }, line) => {
        data.push({ x: firstSecond + second, y: valueAt(index, line, second) });
        data.shift();
      });
      const { x } = chart.options.scales ?? {};
      if (x !== undefined) Object.assign(x, window(second, shown));
      chart.update('none');
    });
  },
};
