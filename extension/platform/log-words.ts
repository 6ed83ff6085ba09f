import type { OutcomeLine, PlatformProgress } from '../../contract/platform-progress.ts';

/**
 * Turns lines of progress into lines for a log. An item is told when its state changes, not at each of its many
 * details; one word for each run, because it remembers the states.
 */
export function createLogWords(): (line: PlatformProgress) => string[] {
  const states = new Map<string, string>();
  return (line) => {
    if (line.type === 'text') return [line.text];
    if (line.type === 'finding') return findingWords(line);
    if (line.type === 'outcome') return outcomeWords(line);
    if (line.type === 'step') {
      if (line.state === 'running') return [`${line.step}…`];
      const note = line.note === '' ? '' : `: ${line.note}`;
      return [`${line.step} ${line.state} after ${line.seconds.toFixed(1)} s${note}`];
    }
    const key = `${line.step}\n${line.item}`;
    if (states.get(key) === line.state || line.state === 'ended') return [];
    states.set(key, line.state);
    return [`${line.step}: ${line.item} ${line.state}${line.detail === '' ? '' : `, ${line.detail}`}`];
  };
}

function findingWords(line: Extract<PlatformProgress, { type: 'finding' }>): string[] {
  const remedy = line.remedy === undefined ? [] : [`    → ${line.remedy}`];
  return [`${line.level.padEnd(7)} ${line.title}: ${line.finding}`, ...remedy];
}

function outcomeWords(line: OutcomeLine): string[] {
  switch (line.outcome) {
    case 'started':
      return [
        `${line.isLive ? 'Live' : 'Up'} after ${line.seconds.toFixed(1)} s.`,
        ...line.addresses.map(({ title, url }) => `${title}: ${url}`),
        ...line.missing.map(({ title, reason, comes }) =>
          comes ? `${title} is made ready in the background.` : `${title} is left out: ${reason}.`,
        ),
      ];
    case 'stopped':
      return [line.isDataRemoved ? 'Stopped; the data is removed.' : 'Stopped; the data is kept.'];
    case 'checked':
      return [line.summary];
    case 'interrupted':
      return ['Cancelled.'];
    case 'failed': {
      const { message, remedy, details } = line.failure;
      return [
        message,
        ...details.map((detail) => `    ${detail}`),
        ...(remedy === undefined ? [] : [`→ ${remedy}`]),
      ];
    }
  }
}
