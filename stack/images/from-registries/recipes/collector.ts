import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildGoProgram, goProgramsExclusive, goProgramsInputs, goProgramsModule } from '../go-programs.ts';
import { imageFromFiles } from '../image-from-files.ts';
import type { Recipe } from '../recipe.ts';
import { addFile, programRoot, tmp, type ProgramUser } from './program-root.ts';

const version = '0.155.0';
const user: ProgramUser = { name: 'otelcol', id: 10001, home: '/' };

/** What the official image does when nobody gives it a configuration: take OTLP and print what came. */
const defaultConfig = `extensions:
  health_check:
    endpoint: 0.0.0.0:13133
receivers:
  otlp:
    protocols:
      grpc:
        endpoint: 0.0.0.0:4317
      http:
        endpoint: 0.0.0.0:4318
processors:
  batch:
exporters:
  debug:
service:
  extensions: [health_check]
  pipelines:
    traces: { receivers: [otlp], processors: [batch], exporters: [debug] }
    metrics: { receivers: [otlp], processors: [batch], exporters: [debug] }
    logs: { receivers: [otlp], processors: [batch], exporters: [debug] }
`;

/** `otel/opentelemetry-collector-contrib` with the components listed in go-programs/collector/main.go. */
export const collector: Recipe = {
  inputs: {
    ...goProgramsInputs(),
    main: readFileSync(join(goProgramsModule, 'collector/main.go'), 'utf8'),
    version,
    user,
    defaultConfig,
  },
  exclusive: goProgramsExclusive,
  async build(workshop, target) {
    const root = await programRoot(workshop, user);
    await addFile(root, 'etc/otelcol-contrib/config.yaml', defaultConfig);
    await buildGoProgram(workshop, {
      program: './collector',
      variables: { 'main.version': version },
      output: join(root, 'otelcol-contrib'),
    });
    await imageFromFiles(workshop, target, {
      directory: root,
      special: [tmp],
      config: {
        entrypoint: ['/otelcol-contrib'],
        command: ['--config', '/etc/otelcol-contrib/config.yaml'],
        user: String(user.id),
        ports: [4317, 4318],
      },
    });
  },
};
