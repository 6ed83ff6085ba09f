import { Environment, type Variables } from './environment.ts';

/** Everything that can be switched on the service. The README says what each switch is for. */
export type Config = ReturnType<typeof read>;

/** Thrown for a configuration that cannot be used; names every wrong variable, not only the first one. */
export class ConfigError extends Error {
  override name = 'ConfigError';
}

/** Reads the configuration. Telemetry is not in it: its variables are the standard OTEL_* ones, read by the SDK. */
export function readConfig(variables: Variables): Config {
  const environment = new Environment(variables);
  const config = read(environment);
  if (environment.problems.length > 0) throw new ConfigError(environment.problems.join('\n'));
  return config;
}

function read(environment: Environment) {
  return {
    port: environment.integer('PORT', 80, 1, 65_535),

    serviceBUrl: environment.httpUrl('SERVICE_B_URL', 'http://service-b'),
    clientTimeoutMs: environment.integer('CLIENT_TIMEOUT_MS', 2000, 1, 60_000),
    retries: environment.integer('RETRIES', 0, 0, 10),
    retryBackoffMs: environment.integer('RETRY_BACKOFF_MS', 100, 0, 10_000),

    acknowledge: environment.oneOf('ACKNOWLEDGE', ['synchronous', 'fire-and-forget'], 'synchronous'),
    outboxLimit: environment.integer('OUTBOX_LIMIT', 1000, 1, 100_000),
    outboxWorkers: environment.integer('OUTBOX_WORKERS', 8, 1, 1000),

    shutdownDelayMs: environment.integer('SHUTDOWN_DELAY_MS', 0, 0, 60_000),
    shutdownGraceMs: environment.integer('SHUTDOWN_GRACE_MS', 6000, 0, 60_000),
  };
}
