/**
 * The images that a Dockerfile starts from: what must be at hand before it can be built. Its own stages and
 * `scratch` are left out; a build argument in a name is replaced by its default.
 */
export function baseImages(dockerfile: string): string[] {
  const defaults = new Map<string, string>();
  const stages = new Set<string>(['scratch']);
  const images = new Set<string>();
  for (const line of dockerfile.split('\n')) {
    const [, argument, preset] = /^\s*ARG\s+(\w+)=["']?([^\s"']+)/i.exec(line) ?? [];
    if (argument !== undefined && preset !== undefined) defaults.set(argument, preset);
    const { image, stage } = readReference(line);
    if (image === undefined) continue;
    const name = image.replace(
      /\$\{?(\w+)(?::-[^}]*)?\}?/g,
      (whole, key: string) => defaults.get(key) ?? whole,
    );
    if (!stages.has(name) && !isStageNumber(name)) images.add(name);
    if (stage !== undefined) stages.add(stage);
  }
  return [...images];
}

/** What `FROM … AS stage` or `COPY --from=…` names. */
function readReference(line: string): { image?: string | undefined; stage?: string | undefined } {
  const from = /^\s*FROM\s+(?:--\S+\s+)*(\S+)(?:\s+AS\s+(\S+))?/i.exec(line);
  if (from) return { image: from[1], stage: from[2] };
  return { image: /^\s*COPY\s+(?:--\S+\s+)*?--from=(\S+)/i.exec(line)?.[1] };
}

function isStageNumber(name: string): boolean {
  return /^\d+$/.test(name);
}
