import { Section } from '../ui/section.tsx';

const rules = [
  ['“0 lost” is not yet an answer', 'while messages are outstanding: it means “not known yet”.'],
  ['A suspected loss may heal.', 'A late arrival takes it back; only a confirmed loss stays.'],
  ['A time-out is not a failure.', 'The message may have taken effect, and nobody told the sender.'],
  [
    'A duplicated packet is not a duplicated message.',
    'TCP throws second packets away; retries are what repeats messages.',
  ],
  ['Exactly-once speaks of effects,', 'in this run and until its end. Arrivals may well repeat.'],
  [
    'No acknowledgement, no verdict.',
    'Where nothing was acknowledged there is nothing to hold the system to.',
  ],
] as const;

/** How the numbers are to be read, and how not. */
export function ReadingRules() {
  return (
    <Section title="How to read these numbers">
      <ol class="rules">
        {rules.map(([rule, why]) => (
          <li key={rule}>
            <strong>{rule}</strong> {why}
          </li>
        ))}
      </ol>
    </Section>
  );
}
