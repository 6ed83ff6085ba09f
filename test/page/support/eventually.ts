import { setTimeout as sleep } from 'node:timers/promises';

const deadlineMs = 60_000;
const pauseMs = 250;

/** Waits until something of the page holds, which may take as long as a rate takes to follow. */
export async function eventually(what: string, look: () => Promise<boolean>): Promise<void> {
  const deadline = performance.now() + deadlineMs;
  while (!(await look())) {
    if (performance.now() > deadline) throw new Error(`Waited ${deadlineMs / 1000} s in vain until ${what}.`);
    await sleep(pauseMs);
  }
}
