/** How bad a value is. */
export type Level = 'good' | 'warning' | 'error';

/** The level of a value, by the values from which on it is a warning and an error. */
export function levelOf(value: number | null | undefined, [warning, error]: readonly number[]): Level {
  if (value === null || value === undefined) return 'good';
  if (error !== undefined && value >= error) return 'error';
  return warning !== undefined && value >= warning ? 'warning' : 'good';
}
