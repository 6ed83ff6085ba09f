/** Processor time that a piece of work took, seconds, and its time on the clock. */
export interface Measurement {
  cpuSeconds: number;
  wallSeconds: number;
}

/** Measures what this process uses for a piece of work. */
export async function measure(work: () => Promise<void> | void): Promise<Measurement> {
  const cpu = process.cpuUsage();
  const started = performance.now();
  await work();
  const { user, system } = process.cpuUsage(cpu);
  return { cpuSeconds: (user + system) / 1e6, wallSeconds: (performance.now() - started) / 1000 };
}

/** Bytes that this process holds, after a collection of garbage if it can be asked for (node --expose-gc). */
export function heldBytes(): number {
  (globalThis as { gc?: () => void }).gc?.();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}
