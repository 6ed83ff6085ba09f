import { readConfig } from './config.ts';

/** The probe of the container's health check: ends with 0 if the service that runs here is healthy. */
async function probe(): Promise<number> {
  const { port } = readConfig(process.env);
  try {
    const { status } = await fetch(`http://127.0.0.1:${port}/health`, { signal: AbortSignal.timeout(2000) });
    return status === 200 ? 0 : 1;
  } catch {
    return 1;
  }
}

void probe().then((code) => process.exit(code));
