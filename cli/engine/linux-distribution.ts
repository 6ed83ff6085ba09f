/** What /etc/os-release says of a Linux system, as far as it matters for installing Docker. */
export interface LinuxDistribution {
  readonly id: string;
  readonly like: readonly string[];
  readonly name: string;
  readonly codename: string | undefined;
}

/** Reads the text of /etc/os-release. */
export function parseOsRelease(text: string): LinuxDistribution {
  const fields = new Map<string, string>();
  for (const line of text.split('\n')) {
    const match = /^([A-Z_]+)=(.*)$/.exec(line.trim());
    if (match?.[1] !== undefined) fields.set(match[1], (match[2] ?? '').replace(/^(["'])(.*)\1$/, '$2'));
  }
  return {
    id: fields.get('ID') ?? 'linux',
    like: (fields.get('ID_LIKE') ?? '').split(' ').filter((word) => word !== ''),
    name: fields.get('PRETTY_NAME') ?? fields.get('NAME') ?? 'Linux',
    codename: fields.get('VERSION_CODENAME'),
  };
}

/** Debian, Ubuntu and what is made from them: apt and the package docker.io. */
export function isDebianLike(distribution: LinuxDistribution | undefined): boolean {
  return (
    distribution !== undefined &&
    [distribution.id, ...distribution.like].some((id) => /^(debian|ubuntu)$/.test(id))
  );
}
