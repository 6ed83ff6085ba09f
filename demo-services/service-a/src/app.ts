import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Config } from './config.ts';
import type { Handler } from './http.ts';
import { exceptionAttributes, type Logger } from './logging.ts';
import type { Message } from './messages.ts';
import { observeOutbox } from './outbox-metrics.ts';
import { Outbox } from './outbox.ts';
import { failAsAsked } from './routes/error.ts';
import { reportHealth } from './routes/health.ts';
import { acknowledgeAfterDelivery, acknowledgeAtOnce } from './routes/message-a.ts';
import { createApiServer } from './server.ts';
import { ServiceBClient } from './service-b-client.ts';

/** A running ServiceA. */
export interface App {
  port: number;
  /**
   * Ends it in this order: health says 503, but requests are still taken (SHUTDOWN_DELAY_MS); no new connections,
   * and requests and outbox are brought to their end (SHUTDOWN_GRACE_MS); what is left is cut off.
   */
  stop(): Promise<void>;
}

/** Starts ServiceA. */
export async function startApp(config: Config, logger: Logger): Promise<App> {
  let draining = false;
  const isDraining = () => draining;
  const messages = createMessages(config, logger);
  const server = createApiServer(
    [
      { method: 'POST', path: '/api/message-a', handle: messages.handle },
      { method: 'POST', path: '/api/error', handle: failAsAsked() },
      { method: 'GET', path: '/health', handle: reportHealth(isDraining) },
    ],
    logger,
    isDraining,
  );
  server.listen(config.port);
  await once(server, 'listening');

  return {
    port: (server.address() as AddressInfo).port,
    async stop() {
      draining = true;
      await sleep(config.shutdownDelayMs);
      const graceEnds = AbortSignal.timeout(config.shutdownGraceMs);
      graceEnds.addEventListener('abort', () => server.closeAllConnections());
      server.close();
      await once(server, 'close');
      await messages.finish(graceEnds);
    },
  };
}

interface Messages {
  handle: Handler;
  /** Waits for what is acknowledged but not delivered, until the signal. */
  finish(graceEnds: AbortSignal): Promise<void>;
}

function createMessages(config: Config, logger: Logger): Messages {
  const client = new ServiceBClient(config);
  if (config.acknowledge === 'synchronous') {
    const handle = acknowledgeAfterDelivery((...delivery) => client.deliver(...delivery), logger);
    return { handle, finish: () => Promise.resolve() };
  }
  return createOutboxMessages(config, client, logger);
}

function createOutboxMessages(config: Config, client: ServiceBClient, logger: Logger): Messages {
  const outbox = new Outbox<{ message: Message; key: string }>({
    limit: config.outboxLimit,
    workers: config.outboxWorkers,
    async deliver({ message, key }) {
      try {
        const { attempts } = await client.deliver(message, key);
        logger.info('message delivered', { idempotency_key: key, attempts });
      } catch (error) {
        countDropped('undelivered');
        logger.error('message lost', { idempotency_key: key, ...exceptionAttributes(error) });
      }
    },
  });
  const countDropped = observeOutbox(outbox, config.outboxLimit);
  return {
    handle: acknowledgeAtOnce((message, key) => {
      const taken = outbox.offer({ message, key });
      if (!taken) countDropped('full');
      return taken;
    }),
    async finish(graceEnds) {
      if (!graceEnds.aborted) await Promise.race([outbox.drained(), once(graceEnds, 'abort')]);
      if (outbox.unfinished === 0) return;
      countDropped('shutdown', outbox.unfinished);
      logger.error('messages lost at the end', { count: outbox.unfinished });
    },
  };
}
