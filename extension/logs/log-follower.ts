import * as vscode from 'vscode';
import type { LogLine } from '../../contract/nodes.ts';
import { withQuery } from '../../contract/wire/addresses.ts';
import type { Transport } from '../connection/transport.ts';
import { levelOf, textOf } from './log-line.ts';

/** Follows the logs of nodes, each in an output channel of its own. */
export interface LogFollower extends vscode.Disposable {
  /** Shows the log of a node, with so many past lines, and follows it until it is told to stop. */
  follow(node: string, tail: number): void;
  /** Stops following; what was shown stays. */
  stopAll(): void;
}

/** @param onChange Told whether any log is followed. */
export function createLogFollower(transport: Transport, onChange: (follows: boolean) => void): LogFollower {
  const channels = new Map<string, vscode.LogOutputChannel>();
  const streams = new Map<string, () => void>();

  const channelOf = (node: string): vscode.LogOutputChannel => {
    let channel = channels.get(node);
    if (channel === undefined) {
      channel = vscode.window.createOutputChannel(`DSP: ${node}`, { log: true });
      channels.set(node, channel);
    }
    return channel;
  };

  const stopAll = (): void => {
    for (const stop of streams.values()) stop();
    streams.clear();
    onChange(false);
  };

  return {
    follow(node, tail) {
      const channel = channelOf(node);
      channel.show(true);
      if (streams.has(node)) return;
      let isFirst = true;
      const path = withQuery(`/api/nodes/${encodeURIComponent(node)}/logs`, { follow: 'true', tail });
      const stop = transport.stream(path, {
        onOpen() {
          if (!isFirst) channel.info(vscode.l10n.t('— connected again —'));
          isFirst = false;
        },
        onDown: (reason) => channel.warn(vscode.l10n.t('— not following: {0} —', reason)),
        onEvent({ event, data }) {
          if (event === 'log') write(channel, data as LogLine);
        },
      });
      streams.set(node, stop);
      onChange(true);
    },
    stopAll,
    dispose() {
      stopAll();
      for (const channel of channels.values()) channel.dispose();
    },
  };
}

function write(channel: vscode.LogOutputChannel, line: LogLine): void {
  channel[levelOf(line)](textOf(line));
}
