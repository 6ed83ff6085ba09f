import type { Engine, JobSpec } from './port.ts';

/**
 * Runs a job that does one thing and ends, and gives what it wrote to its standard output. Its container is gone
 * afterwards, whatever happened.
 */
export async function runTool(engine: Pick<Engine, 'jobs'>, spec: JobSpec): Promise<string> {
  try {
    await engine.jobs.start(spec);
    const lines = await engine.jobs.logs(spec.id, 500);
    return lines
      .filter(({ stream }) => stream === 'stdout')
      .map(({ text }) => text)
      .join('\n');
  } finally {
    await engine.jobs.remove(spec.id);
  }
}
