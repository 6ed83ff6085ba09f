import { render } from 'preact';
import type { Dashboard, LivePoints } from '../../../contract/panels.ts';
import { ChartsView } from '../../../webview/charts/charts-view.tsx';
import { setRange } from '../../../webview/charts/time-window.ts';
import { useTransport } from '../../../webview/state/api.ts';
import type { StreamListener } from '../../../contract/wire/stream-listener.ts';
import type { Transport } from '../../../webview/transport/transport.ts';
import { chartCount, firstSecond, historySeconds, linesPerChart, valueAt } from './workload.ts';

const dashboard: Dashboard = {
  id: 'bench',
  title: 'Benchmark',
  description: '',
  variables: [],
  panels: Array.from({ length: chartCount }, (_, chart) => ({
    id: `chart-${chart}`,
    title: `Chart ${chart}`,
    teaches: '',
    kind: 'timeseries',
    unit: 'reqps',
    thresholds: [],
    queries: [],
  })),
};

function pointsOf(chart: number, from: number, to: number, history: boolean): LivePoints {
  return {
    panel: `bench/chart-${chart}`,
    history,
    series: Array.from({ length: linesPerChart }, (_, line) => ({
      name: `line ${line}`,
      points: Array.from({ length: to - from + 1 }, (__, index): [number, number] => [
        firstSecond + from + index,
        valueAt(chart, line, from + index),
      ]),
    })),
  };
}

let listener: StreamListener | undefined;
const histories = Array.from({ length: chartCount }, (_, chart) => pointsOf(chart, 0, historySeconds, true));

/** An API in memory: only the page is measured. */
const transport: Transport = {
  call: (name) =>
    Promise.resolve((name === 'panelList' ? { dashboards: [dashboard] } : { series: [] }) as never),
  read: () => Promise.resolve({}),
  stream(_, given) {
    listener = given;
    for (const data of histories) given.onEvent({ event: 'points', data });
    return () => undefined;
  },
};

globalThis.bench = {
  draw(shownSeconds) {
    useTransport(transport);
    setRange(shownSeconds);
    const root = document.querySelector('#page');
    if (root !== null) render(<ChartsView />, root);
  },
  tick(second) {
    for (let chart = 0; chart < chartCount; chart++) {
      listener?.onEvent({ event: 'points', data: pointsOf(chart, second, second, false) });
    }
  },
};
