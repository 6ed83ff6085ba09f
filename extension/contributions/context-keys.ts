/** Every context key that the extension sets, with its type. Menus and welcome views ask them. */
export interface ContextKeys {
  /** What stands between the person and the platform; see `connection/state.ts`. */
  'dsp.state':
    | 'idle'
    | 'connecting'
    | 'connected'
    | 'lost'
    | 'no-engine'
    | 'engine-stopped'
    | 'no-permission'
    | 'stopped'
    | 'unreachable'
    | 'refused'
    | 'starting'
    | 'stopping';
  /** The platform is being started or stopped by this window. */
  'dsp.isBusy': boolean;
  'dsp.hasActiveFaults': boolean;
  'dsp.hasRunningTraffic': boolean;
  'dsp.followsLogs': boolean;
}

/** What `dsp.state` can be. */
export type PlatformState = ContextKeys['dsp.state'];
