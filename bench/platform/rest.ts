import { setTimeout as sleep } from 'node:timers/promises';
import { docker } from '../../test/stack/support/docker.ts';
import { atMost, plain, type Figure } from '../measure.ts';

/** Seconds that the platform is left alone before it is measured. */
const settleSeconds = 15;

/** Memory and CPU of every container of the platform while nothing goes on. */
export async function measureRest(): Promise<Figure[]> {
  await sleep(settleSeconds * 1000);
  const names = await docker([
    'ps',
    '--filter',
    'label=com.docker.compose.project=dsp',
    '--format',
    '{{.Names}}',
  ]);
  const format = '{{.Name}}\t{{.MemUsage}}\t{{.CPUPerc}}';
  const stats = await docker(['stats', '--no-stream', '--format', format, ...names.split('\n')]);
  const rows = stats.split('\n').map((line) => {
    const [name = '', memory = '', cpu = ''] = line.split('\t');
    return { name, mebibytes: mebibytes(memory), cpuPercent: Number.parseFloat(cpu) };
  });
  const counted = rows.filter(({ name }) => !name.includes('grafana'));
  const sum = (of: (row: (typeof rows)[number]) => number): number =>
    counted.reduce((total, row) => total + of(row), 0);
  return [
    atMost(
      'memory at rest, all without Grafana',
      sum(({ mebibytes: used }) => used),
      600,
      'MiB',
    ),
    plain(
      'CPU at rest, all without Grafana',
      sum(({ cpuPercent }) => cpuPercent),
      '% of one core',
    ),
    ...rows.map(({ name, mebibytes: used }) => plain(`memory at rest, ${name}`, used, 'MiB')),
  ];
}

/** Out of docker's words such as `43.2MiB / 256MiB`. */
function mebibytes(words: string): number {
  const [, value, unit] = /^([\d.]+)(KiB|MiB|GiB|B)/.exec(words) ?? [];
  const scale = { B: 1 / 2 ** 20, KiB: 1 / 2 ** 10, MiB: 1, GiB: 2 ** 10 }[unit as 'MiB'] ?? Number.NaN;
  return Number(value) * scale;
}
