import { copyFile, mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { unpackedPackages } from '../debian-packages.ts';
import { buildGoProgram, goProgramsExclusive, goProgramsInputs } from '../go-programs.ts';
import { imageFromFiles } from '../image-from-files.ts';
import type { Recipe } from '../recipe.ts';
import type { Workshop } from '../workshop.ts';
import { addDataDirectory, addFile, programRoot, tmp, type ProgramUser } from './program-root.ts';

const version = '3.12.0';
const user: ProgramUser = { name: 'nobody', id: 65534, home: '/home', shell: '/bin/sh' };
/** Upstream's own tag for leaving out what finds targets in clouds; lists in the configuration and in files stay. */
const tags = ['netgo', 'remove_all_sd'];

const defaultConfig = `global:
  scrape_interval: 15s
scrape_configs:
  - job_name: prometheus
    static_configs:
      - targets: ['localhost:9090']
`;

/** `prom/prometheus`: the server with busybox for health checks. Without promtool and the web page. */
export const prometheus: Recipe = {
  inputs: { ...goProgramsInputs(), version, tags, user, defaultConfig },
  exclusive: goProgramsExclusive,
  async build(workshop, target) {
    const root = await programRoot(workshop, user);
    const data = await addDataDirectory(root, 'prometheus', user);
    await addFile(root, 'etc/prometheus/prometheus.yml', defaultConfig);
    await addBusybox(workshop, join(root, 'bin'));
    await buildGoProgram(workshop, {
      program: 'github.com/prometheus/prometheus/cmd/prometheus',
      tags,
      variables: { 'github.com/prometheus/common/version.Version': version },
      output: join(root, 'bin/prometheus'),
    });
    await imageFromFiles(workshop, target, {
      directory: root,
      special: [tmp, { ...data, mode: '0775' }, { path: 'etc/prometheus', owner: '65534:65534' }],
      config: {
        entrypoint: ['/bin/prometheus'],
        command: ['--config.file=/etc/prometheus/prometheus.yml', '--storage.tsdb.path=/prometheus'],
        user: user.name,
        workingDirectory: '/prometheus',
        ports: [9090],
        volumes: ['/prometheus'],
      },
    });
  },
};

/** The official image stands on busybox; its health checks are written with the `wget` of that. */
async function addBusybox(workshop: Workshop, bin: string): Promise<void> {
  const unpacked = await unpackedPackages(workshop, ['busybox-static']);
  const program = join(unpacked, 'bin/busybox');
  await mkdir(bin, { recursive: true });
  await copyFile(program, join(bin, 'busybox'));
  const names = (await workshop.run([program, '--list'])).split('\n');
  for (const name of names) {
    if (name !== '' && name !== 'busybox') await symlink('busybox', join(bin, name));
  }
}
