/**
 * The images that a Dockerfile starts from: what must be at hand before it can be built. Its own stages and
 * `scratch` are left out; a build argument in a name is replaced by its default.
 */
export function baseImages(dockerfile: string): string[] {
  const defaults = new Map<string, string>();
  const stages = new Set<string>(['scratch']);
  const images = new Set<string>();
  for (const line of dockerfile.split('\n')) {
    const argument = /^\s*ARG\s+(\w+)=(\S+)/i.exec(line);
    if (argument?.[1] !== undefined)
      defaults.set(argument[1], (argument[2] ?? '').replace(/^["']|["']$/g, ''));
    const from = /^\s*FROM\s+(?:--\S+\s+)*(\S+)(?:\s+AS\s+(\S+))?/i.exec(line);
    const copied = /^\s*COPY\s+(?:--\S+\s+)*?--from=(\S+)/i.exec(line);
    const named = from?.[1] ?? copied?.[1];
    if (named === undefined) continue;
    const image = named.replace(
      /\$\{?(\w+)(?::-[^}]*)?\}?/g,
      (whole, name: string) => defaults.get(name) ?? whole,
    );
    if (!stages.has(image) && !/^\d+$/.test(image)) images.add(image);
    if (from?.[2] !== undefined) stages.add(from[2]);
  }
  return [...images];
}
