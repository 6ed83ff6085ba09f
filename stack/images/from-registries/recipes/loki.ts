import { join } from 'node:path';
import { goBuild } from '../go-build.ts';
import { goToolchain, goVersion } from '../go-toolchain.ts';
import { imageFromFiles } from '../image-from-files.ts';
import type { Recipe } from '../recipe.ts';
import { scratchModule } from '../scratch-module.ts';
import { addDataDirectory, addFile, programRoot, tmp, type ProgramUser } from './program-root.ts';

const version = '3.7.8';
const user: ProgramUser = { name: 'loki', id: 10001, home: '/loki' };

/** One process with everything in files below /loki, as in the official image. */
const defaultConfig = `auth_enabled: false
server:
  http_listen_port: 3100
common:
  instance_addr: 127.0.0.1
  path_prefix: /loki
  replication_factor: 1
  ring:
    kvstore:
      store: inmemory
  storage:
    filesystem:
      chunks_directory: /loki/chunks
      rules_directory: /loki/rules
schema_config:
  configs:
    - from: 2020-10-24
      store: tsdb
      object_store: filesystem
      schema: v13
      index:
        prefix: index_
        period: 24h
`;

/** `grafana/loki`. */
export const loki: Recipe = {
  inputs: { goVersion, version, user, defaultConfig },
  async build(workshop, target) {
    const toolchain = await goToolchain(workshop);
    const module = await scratchModule(workshop, toolchain, {
      path: 'github.com/grafana/loki/v3',
      version: `v${version}`,
      dropReplacements: ['github.com/grafana/loki/pkg/push'],
    });
    const root = await programRoot(workshop, user);
    const data = await addDataDirectory(root, 'loki', user);
    await addFile(root, 'etc/loki/local-config.yaml', defaultConfig);
    await goBuild(workshop, toolchain, {
      module,
      moduleMode: 'mod',
      program: 'github.com/grafana/loki/v3/cmd/loki',
      tags: ['netgo'],
      variables: { 'github.com/grafana/loki/v3/pkg/util/build.Version': version },
      output: join(root, 'usr/bin/loki'),
    });
    await imageFromFiles(workshop, target, {
      directory: root,
      special: [tmp, data, { path: 'etc/loki', owner: `${user.id}:${user.id}` }],
      config: {
        entrypoint: ['/usr/bin/loki'],
        command: ['-config.file=/etc/loki/local-config.yaml'],
        user: String(user.id),
        ports: [3100],
      },
    });
  },
};
