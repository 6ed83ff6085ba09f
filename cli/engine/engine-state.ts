import { describeEndpoint, type EngineEndpoint } from './endpoint.ts';
import type { PingResult } from './ping-endpoint.ts';

/** What is known of this machine's engine before anything is done about it. */
export interface EngineFacts {
  readonly endpoint: EngineEndpoint;
  readonly ping: PingResult;
  /** The docker command is on the PATH. */
  readonly hasCommand: boolean;
  /** `dockerd`, or the application that contains an engine, is on this machine. */
  readonly hasEngine: boolean;
  /** What `docker version` says when the transport is one only the docker command speaks. */
  readonly commandReached?: { readonly ok: boolean; readonly lastLine: string };
}

/** The engine's state in one word and one line. */
export interface EngineState {
  readonly kind:
    | 'reachable'
    | 'command-missing'
    | 'not-installed'
    | 'not-running'
    | 'no-permission'
    | 'endpoint-unreachable'
    | 'context-missing'
    | 'not-an-engine';
  readonly finding: string;
}

/** Tells the causes of an unreachable engine apart. */
export function judgeEngine(facts: EngineFacts): EngineState {
  const { endpoint, ping } = facts;
  const where = describeEndpoint(endpoint);
  if (endpoint.missingContext !== undefined) {
    return {
      kind: 'context-missing',
      finding: `Docker is told to use the context "${endpoint.missingContext}", which does not exist.`,
    };
  }
  if (ping.answer === 'engine') return reached(facts, where);
  if (ping.answer === 'other') {
    return {
      kind: 'not-an-engine',
      finding: `What answers at ${where} is not a Docker engine (status ${ping.status}).`,
    };
  }
  if (ping.answer === 'unknown-transport') return judgeByCommand(facts, where);
  if (ping.code === 'EACCES' || ping.code === 'EPERM') {
    return {
      kind: 'no-permission',
      finding: `The engine is at ${where}, but this user may not use it (${ping.code}).`,
    };
  }
  if (endpoint.from !== 'default') {
    return { kind: 'endpoint-unreachable', finding: `No engine answers at ${where}: ${ping.message}.` };
  }
  return facts.hasEngine
    ? { kind: 'not-running', finding: `Docker is installed but not running: tried ${where} (${ping.code}).` }
    : { kind: 'not-installed', finding: `No Docker engine is installed: tried ${where} (${ping.code}).` };
}

function reached(facts: EngineFacts, where: string): EngineState {
  return facts.hasCommand
    ? { kind: 'reachable', finding: `The engine answers at ${where}.` }
    : {
        kind: 'command-missing',
        finding: `An engine answers at ${where}, but the "docker" command is not on the PATH.`,
      };
}

function judgeByCommand(facts: EngineFacts, where: string): EngineState {
  if (!facts.hasCommand) {
    return {
      kind: 'command-missing',
      finding: `The "docker" command, needed to reach ${where}, is not on the PATH.`,
    };
  }
  const reachedBy = facts.commandReached;
  return reachedBy?.ok === true
    ? { kind: 'reachable', finding: `The engine answers at ${where}.` }
    : {
        kind: 'endpoint-unreachable',
        finding: `No engine answers at ${where}: ${reachedBy?.lastLine ?? 'no answer in time'}`,
      };
}
