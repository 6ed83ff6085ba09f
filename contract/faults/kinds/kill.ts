import { z } from 'zod';
import { faultKind } from '../kind.ts';
import { checkRepetition, held, repetition } from '../repetition.ts';

/** Signals that can be sent: those that end or stop a process in the field, not every number of the kernel. */
const killSignals = [
  'SIGKILL',
  'SIGTERM',
  'SIGINT',
  'SIGQUIT',
  'SIGHUP',
  'SIGABRT',
  'SIGUSR1',
  'SIGUSR2',
  'SIGSTOP',
  'SIGCONT',
] as const;

export const kill = faultKind({
  kind: 'kill',
  title: 'Kill',
  category: 'node',
  description: 'Sends a signal to the main process of the node; SIGKILL is a crash.',
  effect:
    'With SIGKILL the node is gone in the middle of whatever it did: work in flight is lost, open connections ' +
    'are reset, and telemetry that was not yet sent never arrives.',
  undo: 'A node that the signal ended is started again; one stopped by SIGSTOP is continued.',
  params: z.strictObject({
    signal: z
      .enum(killSignals)
      .default('SIGKILL')
      .meta({ title: 'Signal', description: 'The signal to send.' }),
    ...repetition,
    ...held,
  }),
  life: 'lasting',
  check: checkRepetition,
});
