import { backgroundLine } from '../background/state.ts';
import { faultTable } from '../commands/fault-lines.ts';
import { runTable } from '../commands/traffic-lines.ts';
import type { Style } from '../../system/terminal/style.ts';
import { table } from '../print/table.ts';
import type { PartStatus, PlatformStatus } from './read-status.ts';

/** The status as lines for people. */
export function statusLines(status: PlatformStatus, style: Style): string[] {
  const section = (title: string, lines: readonly string[]) => ['', style.bold(title), ...lines];
  return [
    style.bold('Parts'),
    ...partLines(status.parts, style),
    ...section('Nodes', nodeLines(status)),
    ...section('Faults', faultTable(status.faults)),
    ...section(
      'Traffic',
      status.traffic.length === 0 ? ['No traffic is running.'] : runTable(status.traffic),
    ),
    ...(status.background === null ? [] : section('Background work', [backgroundLine(status.background)])),
    ...(status.startingProcess === null
      ? []
      : section('Start', [`npm start is at work (process ${status.startingProcess}).`])),
    ...(status.problems.length === 0 ? [] : section('Not known', status.problems)),
  ];
}

function partLines(parts: readonly PartStatus[], style: Style): string[] {
  const colours: Record<PartStatus['state'], (text: string) => string> = {
    up: style.green,
    starting: style.yellow,
    unhealthy: style.red,
    stopped: style.red,
    absent: style.dim,
  };
  const width = Math.max(...parts.map(({ title }) => title.length));
  return parts.map(({ title, state, detail, needed }) => {
    const missing = needed && state === 'absent' ? ' (needed)' : '';
    return `${title.padEnd(width)}  ${colours[state](state.padEnd(9))}  ${style.dim(detail + missing)}`;
  });
}

function nodeLines({ nodes }: PlatformStatus): string[] {
  if (nodes.length === 0) return ['No node is known.'];
  return table(
    ['NODE', 'STATE', 'HEALTH', 'LANGUAGE', 'FAULTS', 'IMAGE'],
    nodes.map((node) => [
      node.name,
      node.state,
      node.health,
      node.language ?? '-',
      node.faults.length === 0 ? '-' : node.faults.join(','),
      node.image,
    ]),
  );
}
