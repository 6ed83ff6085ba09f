/** What the Compose file and the Dockerfiles rely on in an image, whoever made it. */
export interface ImagePromise {
  readonly entrypoint: string;
  /** The user it runs as; pulled images may write the same user differently. */
  readonly users: readonly string[];
  /** What is run to see that it works, without a network. */
  readonly command: { readonly options: readonly string[]; readonly args: readonly string[] };
  readonly says: readonly RegExp[];
}

const shell = (script: string) => ({ options: ['--entrypoint', 'sh'], args: ['-c', script] });
const own = (...args: string[]) => ({ options: [], args });

/** By the names of the catalog. */
export const promises: Readonly<Record<string, ImagePromise>> = {
  debian: {
    entrypoint: '',
    users: [''],
    command: own('cat', '/etc/os-release'),
    says: [/VERSION_CODENAME=bookworm/],
  },
  node: {
    entrypoint: 'docker-entrypoint.sh',
    users: [''],
    command: shell('node --version && npm --version && id node'),
    says: [/^v24\./m, /^1\d\.\d+\.\d+$/m, /uid=1000\(node\) gid=1000\(node\)/],
  },
  golang: {
    entrypoint: '',
    users: [''],
    command: own('sh', '-c', 'go version && go vet fmt && pwd'),
    says: [/go1\.26/, /^\/go$/m],
  },
  python: {
    entrypoint: '',
    users: [''],
    command: own('sh', '-c', 'python3 --version && python --version && pip --version'),
    says: [/^Python 3\.11/m, /^pip /m],
  },
  k6: {
    entrypoint: 'k6',
    users: ['12345', 'k6'],
    command: own('version'),
    says: [/^k6 v1\.8\.1/m],
  },
  collector: {
    entrypoint: '/otelcol-contrib',
    users: ['10001'],
    command: own('components'),
    says: [/version: 0\.155\.0/],
  },
  prometheus: {
    entrypoint: '/bin/prometheus',
    users: ['nobody'],
    command: {
      options: ['--entrypoint', 'sh'],
      args: ['-c', 'prometheus --version && touch /prometheus/file && id && wget --help'],
    },
    says: [/version 3\.12\.0/, /uid=65534\(nobody\)/, /BusyBox/],
  },
  tempo: {
    entrypoint: '/tempo',
    users: ['10001', '10001:10001'],
    command: own('-version'),
    says: [/tempo, version v?(1\.5\.0|2\.9\.0)/],
  },
  loki: {
    entrypoint: '/usr/bin/loki',
    users: ['10001'],
    command: own('-version'),
    says: [/loki, version 3\.7\.8/],
  },
};
