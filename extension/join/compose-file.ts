import { parse } from 'yaml';

/** A service of the user's Compose file, as far as joining it needs. */
export interface ComposeService {
  name: string;
  /** Networks that it names; empty: it is on the project's default network. */
  networks: readonly string[];
  /** Names of the environment variables that it sets itself. */
  environment: readonly string[];
  /** What stands in the way of joining it, in a word that `obstacleWords` explains. */
  obstacle: 'host-network' | 'other-network' | 'bad-name' | undefined;
  isNode: boolean;
}

type Raw = Record<string, unknown>;

/** The services of a Compose file. @throws Error when the text is no Compose file. */
export function readServices(text: string): ComposeService[] {
  const file = parse(text, { merge: true }) as { services?: Record<string, Raw | null> } | null;
  if (typeof file?.services !== 'object' || file.services === null) throw new Error('no services');
  return Object.entries(file.services).map(([name, service]) => serviceOf(name, service ?? {}));
}

/** Names of nodes are host names in lower case. */
const nodeName = /^[a-z0-9]([a-z0-9._-]{0,61}[a-z0-9])?$/;

function serviceOf(name: string, service: Raw): ComposeService {
  return {
    name,
    networks: keysOf(service['networks']),
    environment: keysOf(service['environment']),
    obstacle: obstacleOf(name, service['network_mode']),
    isNode: keysOf(service['labels']).includes('dsp.node'),
  };
}

function obstacleOf(name: string, networkMode: unknown): ComposeService['obstacle'] {
  if (!nodeName.test(name)) return 'bad-name';
  if (networkMode === undefined) return undefined;
  return networkMode === 'host' ? 'host-network' : 'other-network';
}

/** Names in a part that Compose lets one write as a list (`A=1`, or just `a`) or as a map. */
function keysOf(part: unknown): string[] {
  if (Array.isArray(part)) return part.map((entry) => String(entry).split('=', 1)[0] ?? '');
  return typeof part === 'object' && part !== null ? Object.keys(part) : [];
}
