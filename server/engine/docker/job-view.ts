import type { ContainerInspectInfo } from 'dockerode';
import type { EngineJob, JobKind } from '../port.ts';
import { labels } from '../labels.ts';

/** Turns the engine's description of a job's container into a job. */
export function jobView(info: ContainerInspectInfo, controlNetwork: string): EngineJob {
  const { State: state, Config: config } = info;
  const phase = jobPhase(state);
  const address = info.NetworkSettings.Networks[controlNetwork]?.IPAddress ?? '';
  return {
    id: config.Labels[labels.id] ?? '',
    kind: config.Labels[labels.job] as JobKind,
    state: phase,
    exitCode: phase === 'ended' ? state.ExitCode : null,
    outOfMemory: state.OOMKilled,
    startedAt: phase === 'created' ? null : new Date(state.StartedAt).toISOString(),
    endedAt: phase === 'ended' ? new Date(state.FinishedAt).toISOString() : null,
    controlAddress: address === '' ? null : address,
    purpose: parsePurpose(config.Labels[labels.purpose]),
  };
}

function jobPhase(state: ContainerInspectInfo['State']): EngineJob['state'] {
  if (state.Running || state.Paused || state.Restarting) return 'running';
  return state.Status === 'created' ? 'created' : 'ended';
}

/** What a job is for, out of its label; null when that cannot be read. */
export function parsePurpose(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? 'null');
  } catch {
    return null;
  }
}
