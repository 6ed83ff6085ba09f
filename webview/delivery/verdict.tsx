import type { Delivery } from '../../contract/delivery.ts';

const guarantees = [
  ['atMostOnce', 'At most once', 'No effect happened twice.'],
  ['atLeastOnce', 'At least once', 'Nothing acknowledged was lost.'],
  ['exactlyOnce', 'Exactly once', 'Every acknowledged message took effect once.'],
] as const;

const words = { true: 'holds', false: 'broken', unknown: 'not known' } as const;
const phases = {
  running: 'The generator sends: nothing is final.',
  draining: 'The load is over; late arrivals are waited for.',
  final: 'Final: nothing changes any more.',
} as const;

/** What can be said of the guarantees, each with its reason. */
export function Verdict({ delivery: { verdict, phase, waitsFor } }: { delivery: Delivery }) {
  return (
    <section aria-label="Verdict">
      <p class="hint verdict-phase">
        {phases[phase]} {waitsFor}
      </p>
      <div class="verdicts">
        {guarantees.map(([name, title, meaning]) => (
          <div key={name} class={`verdict ${verdict[name]}`}>
            <h2>{title}</h2>
            <p class="verdict-word">{words[verdict[name]]}</p>
            <p class="hint">{meaning}</p>
            <p>{verdict.reasons[name]}</p>
          </div>
        ))}
      </div>
    </section>
  );
}
