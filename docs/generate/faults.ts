import { z } from 'zod';
import { faultCatalog, type FaultKind } from '../../contract/faults/catalog.ts';
import type { FaultCategory, FaultKindEntry } from '../../contract/faults/kind.ts';
import { onACluster } from './on-a-cluster.ts';

const chapters: { category: FaultCategory; title: string; words: string }[] = [
  {
    category: 'network',
    title: 'Network',
    words:
      'They act on the packets of the lab network, never on telemetry. Each takes a scope: `peers` (only traffic ' +
      'with these nodes), `direction` (`egress` leaves the node, `ingress` reaches it, or `both`), `protocol` and ' +
      '`ports`. Several on one node add up, and can be ended in any order. How far off they are, and how far the ' +
      "kernel's own netem, was [measured](benchmarks.md#faults-npm-run-benchfaults):\n\n" +
      '![How exact network faults are](images/faults-exactness.svg)',
  },
  {
    category: 'node',
    title: 'Life of a node',
    words: 'They act on the container as a whole. Overlapping ones are merged: the strongest of them holds.',
  },
  {
    category: 'degradation',
    title: 'Degradation',
    words: 'The node goes on, with less to go on with.',
  },
];

/** The page `docs/faults.md`, made from the catalog. */
export function faultsPage(): string {
  return [
    '# Faults',
    '<!-- Made from contract/faults/ by "npm run docs". Change it there. -->',
    'Every fault is switched on by `POST /api/faults` and ends by itself after `durationSeconds` (60 if you name none), ' +
      'by `DELETE /api/faults/{id}`, or with all others by `DELETE /api/faults`. `"dryRun": true` only says what would ' +
      'be done. `targets` are nodes by name or by labels, or a draw from them (`count`, `percent`, `seed`); ' +
      'of those that labels match, nodes that do not run are left out, and the answer says so (`leftOut`).',
    ...chapters.flatMap(({ category, title, words }) => [
      `## ${title}`,
      words,
      ...(Object.values(faultCatalog) as FaultKindEntry[])
        .filter((entry) => entry.category === category)
        .flatMap(section),
    ]),
  ].join('\n\n');
}

function section(entry: FaultKindEntry): string[] {
  const body = { kind: entry.kind, ...example(entry), targets: { nodes: ['service-b'] } };
  return [
    `### ${entry.title} (\`${entry.kind}\`)`,
    entry.description,
    `**What an application sees.** ${entry.effect}`,
    `**Afterwards.** ${entry.undo}`,
    ...parameters(entry),
    '```json\n' + JSON.stringify(body) + '\n```',
    ...clusterWords(entry.kind as FaultKind),
  ];
}

/** What a kind needs besides its defaults. */
function example({ kind }: FaultKindEntry): object {
  if (kind === 'loss') return { params: { percent: 10 } };
  return kind === 'partition' ? { peers: { nodes: ['service-a'] } } : {};
}

function parameters({ params }: FaultKindEntry): string[] {
  const fields = Object.entries(params.shape as Record<string, z.ZodType>);
  if (fields.length === 0) return [];
  const rows = fields.map(([name, schema]) => {
    const fallback = schema instanceof z.ZodDefault ? `\`${JSON.stringify(schema.def.defaultValue)}\`` : '';
    return `| \`${name}\` | ${schema.meta()?.description ?? ''} | ${fallback} |`;
  });
  return [['| Parameter | What it is | Default |', '| --- | --- | --- |', ...rows].join('\n')];
}

function clusterWords(kind: FaultKind): string[] {
  const { command, chaosMesh, differs } = onACluster[kind];
  const object =
    chaosMesh &&
    `apiVersion: chaos-mesh.org/v1alpha1\nkind: ${chaosMesh.kind}\nspec:\n${indent(chaosMesh.spec)}`;
  return [
    `**On a cluster.** \`${command}\`${differs === undefined ? '' : `. ${differs}`}`,
    ...(object === null ? [] : ['```yaml\n' + object + '\n```']),
  ];
}

function indent(text: string): string {
  return text.replace(/^/gm, '  ');
}
