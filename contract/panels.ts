import { z } from 'zod';
import { queryNumber } from './names.ts';

/**
 * The lines of a chart. `$service`, `$node` and `$run` in the query are replaced by the variables of the page, and
 * `$__rate_interval` by a window that fits the distance of the points, as Grafana does.
 */
export const PanelQuery = z
  .object({ expression: z.string(), legend: z.string().meta({ example: '{{service_name}}' }) })
  .meta({ id: 'PanelQuery' });

/** One chart: what it shows, what it teaches, and how. The same in Grafana and on the page. */
export const Panel = z
  .object({
    id: z.string(),
    title: z.string(),
    teaches: z.string().meta({ description: 'One sentence for people.' }),
    kind: z.enum(['timeseries', 'stat', 'table']),
    unit: z.enum(['s', 'ms', 'reqps', 'percent', 'bytes', 'count', 'cores', 'bytesps', 'bool']),
    thresholds: z.array(z.object({ value: z.number(), level: z.enum(['warning', 'error']) })),
    queries: z.array(PanelQuery),
    minStepSeconds: z.number().optional().meta({
      description:
        'Least seconds between two points that differ; 2 if absent. Rates look back over four of them.',
    }),
    quiet: z.string().optional().meta({
      description:
        'When and why there is nothing to see here; absent if there always is while a node is called.',
    }),
  })
  .meta({ id: 'Panel' });
export type Panel = z.infer<typeof Panel>;

export const Dashboard = z
  .object({
    id: z.string().meta({ example: 'dsp-load' }),
    title: z.string(),
    description: z.string(),
    variables: z.array(z.enum(['service', 'node', 'run'])),
    panels: z.array(Panel),
  })
  .meta({ id: 'Dashboard' });
export type Dashboard = z.infer<typeof Dashboard>;

export const DashboardList = z.object({ dashboards: z.array(Dashboard) }).meta({ id: 'DashboardList' });

/** Asks for panels as they go on: `GET /api/live`, server-sent events `points`, about one a second. */
export const LiveQuery = z.strictObject({
  panels: z.string().max(2_000).meta({ description: 'Ids of panels as <dashboard>/<panel>, with commas.' }),
  service: z.string().max(128).optional(),
  node: z.string().max(128).optional(),
  run: z.string().max(64).optional(),
  sinceSeconds: queryNumber(z.int().min(10).max(21_600))
    .default(300)
    .meta({ description: 'Seconds of history that come first, 10 to 21600.' }),
});
export type LiveQuery = z.output<typeof LiveQuery>;

/**
 * Points of the lines of a panel; `history` first, then only what is new. Times in Unix seconds. A line that stops
 * gets one point without a value, so that the gap can be drawn.
 */
export const LivePoints = z
  .object({
    panel: z.string(),
    history: z.boolean(),
    series: z.array(
      z.object({ name: z.string(), points: z.array(z.tuple([z.number(), z.number().nullable()])) }),
    ),
  })
  .meta({ id: 'LivePoints' });
export type LivePoints = z.infer<typeof LivePoints>;
