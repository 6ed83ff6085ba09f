/** Reads `NAME=value` lines as Compose does: comments and blank lines ignored, quotes around a value removed. */
export function parseEnvFile(text: string): Record<string, string> {
  const values: Record<string, string> = {};
  for (const line of text.split(/\r?\n/)) {
    const match = /^\s*(?:export\s+)?([A-Za-z_][A-Za-z0-9_]*)\s*=\s*(.*?)\s*$/.exec(line);
    if (match?.[1] !== undefined) values[match[1]] = readValue(match[2] ?? '');
  }
  return values;
}

/** Writes values so that Compose reads them back as they are, whatever characters they hold. */
export function formatEnvFile(values: Readonly<Record<string, string>>, comment: string): string {
  const lines = Object.entries(values).map(([name, value]) => `${name}=${quote(value)}`);
  return [`# ${comment}`, ...lines, ''].join('\n');
}

function readValue(text: string): string {
  const quoted = /^(['"])(.*)\1$/.exec(text);
  if (quoted) return quoted[1] === "'" ? (quoted[2] ?? '').replaceAll("\\'", "'") : (quoted[2] ?? '');
  return text.replace(/\s+#.*$/, '');
}

/** Single quotes: Compose replaces nothing inside them. */
function quote(value: string): string {
  return /^[A-Za-z0-9_./:@-]*$/.test(value) ? value : `'${value.replaceAll("'", "\\'")}'`;
}
