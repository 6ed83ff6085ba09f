import { formatValue, type Unit } from '../../contract/words/format.ts';
import { goTo } from '../app/place.ts';
import { levelOf } from '../charts/level.ts';
import type { PanelStore } from '../charts/panel-store.ts';
import { useLive } from '../charts/use-live.ts';
import { nodes } from '../state/platform.ts';
import { Empty, Section } from '../ui/section.tsx';
import { Sparkline } from './sparkline.tsx';

/** Rate, errors, duration: the three panels that say how a service does. */
const red = [
  { panel: 'dsp-load/served', title: 'Requests', unit: 'reqps', thresholds: [] },
  { panel: 'dsp-errors/error-share', title: 'Errors', unit: 'percent', thresholds: [1, 5] },
  { panel: 'dsp-errors/latency-p95', title: 'p95', unit: 's', thresholds: [0.5, 2] },
] as const satisfies readonly { panel: string; title: string; unit: Unit; thresholds: readonly number[] }[];

const shownSeconds = 300;

/** How every service does at this moment, and did in the last five minutes. */
export function ServicesNow() {
  const live = useLive(() => ({ panels: red.map(({ panel }) => panel), sinceSeconds: shownSeconds }));
  void live.version.value;
  const stores = red.map(({ panel }) => live.store(panel));
  const names = [...new Set(stores.flatMap((store) => store?.names ?? []))].sort();
  const quiet =
    nodes.value.length === 0 ? 'There is no node.' : 'No service was called in the last five minutes.';
  return (
    <Section title="Services">
      {live.problem.value !== undefined && <p class="problem">{live.problem.value}</p>}
      {names.length === 0 ? (
        // Where nothing could be read nobody knows whether services were called.
        live.problem.value === undefined && (
          <Empty>{quiet} Start traffic to see rate, errors and duration here.</Empty>
        )
      ) : (
        <div class="services">
          {names.map((name) => (
            <button
              key={name}
              type="button"
              class="service"
              title={`Open the charts of ${name}`}
              onClick={() => goTo('charts', { dashboard: 'dsp-service-detail', service: name })}
            >
              <strong>{name}</strong>
              <div class="service-numbers">
                {red.map((number, index) => (
                  <RedNumber key={number.panel} {...number} store={stores[index]} service={name} />
                ))}
              </div>
            </button>
          ))}
        </div>
      )}
    </Section>
  );
}

interface RedNumberProps {
  title: string;
  unit: Unit;
  thresholds: readonly number[];
  store: PanelStore | undefined;
  service: string;
}

function RedNumber({ title, unit, thresholds, store, service }: RedNumberProps) {
  const value = store?.last(service) ?? null;
  return (
    <div class="red">
      <span class="red-title">{title}</span>
      <span class={`red-value ${levelOf(value, thresholds)}`}>{formatValue(value, unit)}</span>
      <Sparkline values={store?.tail(service, shownSeconds) ?? []} />
    </div>
  );
}
