import { z } from 'zod';

/** Numbers of each metric, by k6's names. A rate is called `value` here, and a threshold that holds is `false`. */
const Exported = z.object({
  metrics: z.record(z.string(), z.record(z.string(), z.unknown())),
});

/** What k6 wrote to its standard error, taken apart. */
export interface StandardError {
  /** Lines of its log, and what a script wrote. */
  log: string[];
  /** Numbers of each metric over the whole run, by k6's names; `undefined` when it came to no end. */
  metrics: Record<string, Record<string, number>> | undefined;
}

/**
 * Finds the summary that k6 writes with `--summary-export=stderr`: one object over many lines, which are all indented
 * but for the first and the last one. Lines of the log may come in between, and the next one follows its last brace
 * on the same line.
 */
export function readStandardError(lines: readonly string[]): StandardError {
  const begin = lines.lastIndexOf('{');
  if (begin < 0) return { log: [...lines], metrics: undefined };
  const log = lines.slice(0, begin);
  const summary = ['{'];
  for (const line of lines.slice(begin + 1)) {
    if (line.startsWith(' ')) summary.push(line);
    else if (!line.startsWith('}')) log.push(line);
    else {
      summary.push('}');
      if (line.length > 1) log.push(line.slice(1));
    }
  }
  return { log, metrics: metricsIn(summary.join('\n')) };
}

function metricsIn(text: string): StandardError['metrics'] {
  const parsed = Exported.safeParse(parseJson(text));
  if (!parsed.success) return undefined;
  return Object.fromEntries(
    Object.entries(parsed.data.metrics).map(([name, values]) => [name, numbersOf(values)]),
  );
}

function numbersOf({ value, ...others }: Record<string, unknown>): Record<string, number> {
  const numbers = Object.entries({ rate: value, ...others }).filter(([, each]) => typeof each === 'number');
  return Object.fromEntries(numbers) as Record<string, number>;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
