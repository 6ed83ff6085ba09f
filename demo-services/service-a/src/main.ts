import { ConfigError, readConfig, type Config } from './config.ts';
import { createExportingLogger, createLogger, exceptionAttributes } from './logging.ts';
import { startTelemetry, type StopTelemetry } from './telemetry/telemetry.ts';

/**
 * Bounds how long the end waits for telemetry to be sent.
 * With the default grace it stays within the ten seconds that Docker gives a stopping container.
 */
const flushTimeoutMs = 3000;

const exitFailed = 1;
const exitMisconfigured = 2;

const write = (line: string): void => void process.stdout.write(line);

void main();

async function main(): Promise<void> {
  const started = start();
  if (!started) return process.exit(exitMisconfigured);
  const { config, stopTelemetry } = started;
  const logger = createExportingLogger(write);
  process.once('uncaughtException', (error) => {
    logger.error('mistake of the service', exceptionAttributes(error));
    void stopTelemetry(flushTimeoutMs).then(() => process.exit(exitFailed));
  });

  // Only now, because telemetry has to be there before node:http is loaded.
  const { startApp } = await import('./app.ts');
  const app = await startApp(config, logger);
  logger.info('listening', { ...config, serviceBUrl: config.serviceBUrl.href, port: app.port });

  await terminated();
  logger.info('shutting down');
  await app.stop();
  logger.info('stopped');
  await stopTelemetry(flushTimeoutMs);
  process.exit(0);
}

function start(): { config: Config; stopTelemetry: StopTelemetry } | undefined {
  try {
    return { config: readConfig(process.env), stopTelemetry: startTelemetry(createLogger(write)) };
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    process.stderr.write(`service-a: ${error.message}\n`);
    return undefined;
  }
}

/** Resolves at the first request to stop. */
function terminated(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => resolve());
  });
}
