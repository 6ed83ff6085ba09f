/** Version of the platform, shown by the API. */
export const platformVersion = '0.1.0';

/** What the environment says. Every value has a default that fits the compose file. */
export interface Config {
  port: number;
  token: string | undefined;
  /** Host names that requests may be addressed to, besides the loopback ones. */
  allowedHosts: string[];
  dataDirectory: string;
  socketPath: string;
  hostSocketPath: string;
  labNetwork: string;
  controlNetwork: string;
  /** Where spans come in for the accounts of deliveries, and where the Collector tells what it lost of them. */
  delivery: { spansPort: number; collectorMetricsUrl: string };
  /** Folder of the user's own k6 scripts; `undefined`: there is none. */
  k6Scripts: string | undefined;
  images: { k6: string; pumba: string; pumbaTools: string; shaper: string; stressor: string };
  parts: { prometheus: string; tempo: string; loki: string; grafana: string; collector: string };
}

/**
 * Reads the configuration.
 * @throws Error naming the variable and what it may be, for a value that cannot be used.
 */
export function readConfig(environment: NodeJS.ProcessEnv): Config {
  const text = (name: string, otherwise: string): string => environment[name]?.trim() || otherwise;
  const readPort = (name: string, otherwise: string): number => {
    const port = Number(text(name, otherwise));
    if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
    throw new Error(`${name} must be a port, 0 to 65535, and is "${environment[name]}".`);
  };
  const socketPath = text('DSP_DOCKER_SOCKET', '/var/run/docker.sock');
  return {
    port: readPort('DSP_API_PORT', '5050'),
    token: environment['DSP_API_TOKEN']?.trim() || undefined,
    allowedHosts: text('DSP_ALLOWED_HOSTS', '')
      .split(',')
      .map((name) => name.trim())
      .filter(Boolean),
    dataDirectory: text('DSP_DATA_DIR', '/data'),
    socketPath,
    hostSocketPath: text('DSP_DOCKER_HOST_SOCKET', socketPath),
    labNetwork: text('DSP_LAB_NETWORK', 'dsp'),
    controlNetwork: text('DSP_CONTROL_NETWORK', 'dsp-control'),
    delivery: {
      spansPort: readPort('DSP_SPANS_PORT', '4318'),
      collectorMetricsUrl: text('DSP_COLLECTOR_METRICS_URL', 'http://collector:8888/metrics'),
    },
    k6Scripts: environment['DSP_K6_SCRIPTS']?.trim() || undefined,
    images: {
      k6: text('DSP_K6_IMAGE', 'grafana/k6:1.8.1'),
      pumba: text('DSP_PUMBA_IMAGE', 'ghcr.io/alexei-led/pumba:1.2.0'),
      pumbaTools: text('DSP_PUMBA_TOOLS_IMAGE', 'ghcr.io/alexei-led/pumba-alpine-nettools:sha-19e0a46'),
      shaper: text('DSP_SHAPER_IMAGE', 'dsp/shaper:0.1.0'),
      stressor: text('DSP_STRESSOR_IMAGE', 'dsp/stressor:0.1.0'),
    },
    parts: {
      prometheus: text('DSP_PROMETHEUS_URL', 'http://prometheus:9090'),
      tempo: text('DSP_TEMPO_URL', 'http://tempo:3200'),
      loki: text('DSP_LOKI_URL', 'http://loki:3100'),
      grafana: text('DSP_GRAFANA_URL', 'http://grafana:3000'),
      collector: text('DSP_COLLECTOR_URL', 'http://collector:13133'),
    },
  };
}
