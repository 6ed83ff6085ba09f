/** The name of a line: the legend of its query with the labels filled in, as Grafana does. */
export function lineName(legend: string, labels: Readonly<Record<string, string>>): string {
  return legend.replace(/\{\{\s*(\w+)\s*\}\}/g, (_, label: string) => labels[label] ?? '').trim();
}

/**
 * Makes the names of the lines of one panel unique, because a client keeps lines apart by their names: lines of the
 * same name get all their labels added, and a number if even those are the same.
 */
export function uniqueNames(
  lines: readonly { name: string; labels: Readonly<Record<string, string>> }[],
): string[] {
  const labelled = lines.map(({ name, labels }) =>
    lines.filter((other) => other.name === name).length === 1 ? name : `${name} ${labelText(labels)}`.trim(),
  );
  const seen = new Map<string, number>();
  return labelled.map((name) => {
    const number = (seen.get(name) ?? 0) + 1;
    seen.set(name, number);
    return number === 1 ? name : `${name} (${number})`;
  });
}

function labelText(labels: Readonly<Record<string, string>>): string {
  const sorted = Object.entries(labels).sort(([a], [b]) => a.localeCompare(b));
  return sorted.map(([label, value]) => `${label}=${value}`).join(' ');
}
