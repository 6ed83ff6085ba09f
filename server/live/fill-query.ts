import type { VariableName } from '../../stack/dashboards/variables.ts';

/** Values of the variables of a page; a variable without a value stands for everything. */
export type VariableValues = Partial<Record<VariableName, string | undefined>>;

/** Least seconds between two points that differ, where a panel does not say it. */
const usualMinStepSeconds = 2;

/**
 * The PromQL of a panel's query: variables and the window of its rates filled in.
 *
 * Values go into regular expressions inside of strings, so they are escaped twice: what a client sends can only
 * ever be a value. The window is the one that Grafana takes for `$__rate_interval`.
 */
export function fillQuery(
  expression: string,
  values: VariableValues,
  {
    stepSeconds,
    minStepSeconds = usualMinStepSeconds,
  }: { stepSeconds: number; minStepSeconds?: number | undefined },
): string {
  const window = Math.max(4 * minStepSeconds, Math.max(stepSeconds, minStepSeconds) + minStepSeconds);
  return expression.replace(/\$(__rate_interval|service|node|run)\b/g, (_, name: string) =>
    name === '__rate_interval' ? `${window}s` : matcherValue(values[name as VariableName]),
  );
}

function matcherValue(value: string | undefined): string {
  return value === undefined || value === '' ? '.*' : escapeLabelValue(escapeRegExp(value));
}

/** Makes a text match only itself in RE2. */
function escapeRegExp(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}

/** Makes a text safe between the double quotes of PromQL, which are those of Go. */
export function escapeLabelValue(text: string): string {
  // eslint-disable-next-line no-control-regex -- control characters are what has to be escaped
  return text.replace(/["\\]/g, '\\$&').replace(/[\u0000-\u001f\u007f]/g, (character) => {
    return `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`;
  });
}
