import { EventEmitter } from 'node:events';
import type { PlatformEvent } from '../../contract/events.ts';
import { CallError } from '../../contract/wire/call-error.ts';
import type { Lab } from '../lab/lab.ts';
import type { EngineState } from '../platform/engine-state.ts';
import { stateOfFailure, type ConnectionState } from './state.ts';
import type { Transport } from './transport.ts';

/**
 * The connection to the platform. While anybody looks it follows the events of the API; while nobody does it is
 * still: no request, no timer.
 */
export interface Connection {
  readonly state: ConnectionState;
  /** Somebody looks, until the returned function is called. */
  hold(): () => void;
  /** Reads the lists once, for an action while nobody looks. @throws CallError */
  refresh(signal?: AbortSignal): Promise<void>;
  /** Tries again at once. */
  retry(): void;
  /** The platform is being started or stopped, or no longer is. */
  setBusy(name: 'starting' | 'stopping' | undefined): void;
  onChange(listener: (state: ConnectionState) => void): () => void;
  dispose(): void;
}

export interface ConnectionOptions {
  transport: Transport;
  lab: Lab;
  /** Awaited before anything is asked, such as the reading of the token. */
  ready?: () => Promise<void>;
  /** Asked when nothing answers at the address. */
  readEngine: () => Promise<EngineState>;
  now?: () => number;
  /** Milliseconds for which an API that went away is waited for before it counts as stopped. */
  patienceMs?: number;
}

/** An API that is restarted is back within this time. */
const usualPatienceMs = 15_000;

export function createConnection(options: ConnectionOptions): Connection {
  const { transport, lab, ready, readEngine, now = Date.now, patienceMs = usualPatienceMs } = options;
  const emitter = new EventEmitter<{ change: [ConnectionState] }>();
  emitter.setMaxListeners(0);
  let state: ConnectionState = { name: 'idle', since: now() };
  let holders = 0;
  let busy: 'starting' | 'stopping' | undefined;
  /** Leaves what is under way: the stream, and the lists that are being read. */
  let leave: (() => void) | undefined;
  /** What was told since the lists that are being read were asked for: it can be newer than they are. */
  let heard: PlatformEvent[] | undefined;
  /** Counts attempts, so that an answer that comes late changes nothing. */
  let generation = 0;

  function become(name: ConnectionState['name'], detail?: string): void {
    if (state.name === name && state.detail === detail) return;
    const since = state.name === name ? state.since : now();
    state = { name, since, ...(detail === undefined ? {} : { detail }) };
    emitter.emit('change', state);
  }

  async function readLists(signal?: AbortSignal): Promise<void> {
    const since: PlatformEvent[] = [];
    heard = since;
    try {
      const [nodes, faults, runs] = await Promise.all([
        transport.call('nodeList', {}, signal),
        transport.call('faultList', {}, signal),
        transport.call('trafficList', {}, signal),
      ]);
      // An answer that was under way when it was left is that of another platform, or of another time.
      signal?.throwIfAborted();
      // A later reading, if there is one, knows better.
      if (heard === since)
        lab.takeLists({ nodes: nodes.nodes, faults: faults.faults, runs: runs.runs }, since);
    } finally {
      if (heard === since) heard = undefined;
    }
  }

  function hear(event: PlatformEvent): void {
    heard?.push(event);
    lab.takeEvent(event);
  }

  /** An API that was there and is gone may be back soon: what was seen of it stays, marked as stale. */
  function isWaitedFor(code: string): boolean {
    if (code === 'not-authorized' || code === 'not-the-api') return false;
    return state.name === 'connected' || (state.name === 'lost' && now() - state.since < patienceMs);
  }

  async function failed(error: unknown, mine: number): Promise<void> {
    const isOutdated = (): boolean => mine !== generation || busy !== undefined;
    if (isOutdated()) return;
    const { code, message } =
      error instanceof CallError ? error : new CallError('unreachable', String(error));
    if (isWaitedFor(code)) {
      become('lost', message);
      return;
    }
    const engine = code === 'not-running' ? await readEngine().catch(() => undefined) : undefined;
    if (isOutdated()) return;
    lab.clear();
    const detail = engine === undefined || engine.kind === 'running' ? message : engine.sentence;
    become(stateOfFailure(code, engine?.kind), detail);
  }

  function open(): void {
    const mine = ++generation;
    if (busy === undefined && state.name !== 'connected') become('connecting');
    if (ready === undefined) {
      follow(mine);
      return;
    }
    // Without a token the platform may still answer, and says so if it does not.
    const go = (): void => void (mine === generation && follow(mine));
    ready().then(go, go);
  }

  function follow(mine: number): void {
    const reading = new AbortController();
    const stopStream = transport.stream('/api/events', {
      onOpen: () => {
        readLists(reading.signal).then(
          () => void (mine === generation && busy === undefined && become('connected')),
          (error: unknown) => failed(error, mine),
        );
      },
      onDown: (_, error) => void failed(error, mine),
      onEvent: ({ data }) => {
        const event = data as PlatformEvent;
        // What cannot be read now is read when the stream, which must be broken as well, is opened again.
        if (event.type === 'reset') readLists(reading.signal).catch(() => undefined);
        else hear(event);
      },
    });
    leave = () => {
      reading.abort();
      stopStream();
    };
  }

  function close(): void {
    generation++;
    leave?.();
    leave = undefined;
  }

  function retry(): void {
    if (holders === 0) return;
    close();
    open();
  }

  return {
    get state() {
      return state;
    },
    hold() {
      holders++;
      if (holders === 1) open();
      let isHeld = true;
      return () => {
        if (!isHeld) return;
        isHeld = false;
        holders--;
        if (holders > 0) return;
        close();
        if (busy === undefined) become('idle');
      };
    },
    async refresh(signal) {
      if (state.name === 'connected') return;
      await ready?.();
      await readLists(signal);
    },
    retry,
    setBusy(name) {
      busy = name;
      if (name !== undefined) {
        become(name);
        return;
      }
      become(holders > 0 ? 'connecting' : 'idle');
      retry();
    },
    onChange(listener) {
      emitter.on('change', listener);
      return () => emitter.off('change', listener);
    },
    dispose: close,
  };
}
