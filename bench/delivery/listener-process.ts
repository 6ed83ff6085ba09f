import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { TrafficRun } from '../../contract/traffic/run.ts';
import { createAccount } from '../../server/delivery/account.ts';
import { listenForSpans } from '../../server/delivery/otlp/listener.ts';

/**
 * The listener and one account in a process of their own, so that what they cost can be told from what it costs to
 * send to them. Says its port; then answers each word from its parent with the processor time it has used.
 */
const account = createAccount({
  id: 'r-bench',
  createdAt: new Date().toISOString(),
  targetUrl: '',
} as TrafficRun);
const server = listenForSpans({ port: 0, onSpan: account.takeSpan, log: () => undefined });
await once(server, 'listening');
process.send?.((server.address() as AddressInfo).port);
process.on('message', () => {
  const { user, system } = process.cpuUsage();
  process.send?.((user + system) / 1e6);
});
