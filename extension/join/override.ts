import { parse, stringify } from 'yaml';
import type { ComposeService } from './compose-file.ts';

/** How the platform's networks are called; see `stack/compose.yaml`. */
const networks = ['dsp', 'dsp-telemetry'];

const comment = ` Joins services to the Distributed System Platform: the label makes a container a node, the networks are where
 faults act and where telemetry goes, the variables send it. Give it to Compose after your own file.

`;

/** What an OpenTelemetry SDK has to be told. Nothing that the service says itself is overridden. */
function telemetryOf(name: string): Record<string, string> {
  return {
    OTEL_SERVICE_NAME: name,
    OTEL_RESOURCE_ATTRIBUTES: `node=${name},container=${name}`,
    OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318',
    OTEL_EXPORTER_OTLP_PROTOCOL: 'http/protobuf',
    OTEL_METRIC_EXPORT_INTERVAL: '1000',
    OTEL_PROPAGATORS: 'tracecontext,baggage',
  };
}

type Override = { services?: Record<string, unknown>; networks?: Record<string, unknown> };

/**
 * The override file that joins services, to be given to Compose after the user's own file, which stays as it is.
 *
 * @param before The override file that is there already, or an empty text: other services in it are kept.
 */
export function overrideFor(joined: readonly ComposeService[], before: string): string {
  const present = (parse(before) ?? {}) as Override;
  const services = Object.fromEntries(joined.map((service) => [service.name, overrideOf(service)]));
  const external = Object.fromEntries(networks.map((name) => [name, { external: true }]));
  const merged = {
    services: { ...present.services, ...services },
    networks: { ...present.networks, ...external },
  };
  const header = comment
    .trimEnd()
    .split('\n')
    .map((line) => `#${line}`.trimEnd());
  return `${header.join('\n')}\n\n${stringify(merged, { lineWidth: 110 })}`;
}

function overrideOf({ name, networks: own, environment }: ComposeService): object {
  const telemetry = Object.entries(telemetryOf(name)).filter(([key]) => !environment.includes(key));
  return {
    labels: { 'dsp.node': name },
    // A service that names networks leaves the default one, so that one has to be named too.
    networks: Object.fromEntries(
      [...(own.length === 0 ? ['default'] : []), ...networks].map((key) => [key, {}]),
    ),
    environment: Object.fromEntries(telemetry),
  };
}
