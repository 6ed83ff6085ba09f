import { connect, createServer } from 'node:net';

/** Whether a port of this machine can be published. */
export type PortState = 'free' | 'taken' | 'reserved';

/**
 * Tries a loopback port: first by connecting, since some systems let one listen beside a server that has the
 * wildcard address; then by listening, which finds those that listen without answering.
 */
export async function probePort(port: number, timeoutMs = 1_000): Promise<PortState> {
  if (await answers(port, timeoutMs)) return 'taken';
  return canListen(port);
}

function answers(port: number, timeoutMs: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port });
    const settle = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(timeoutMs, () => settle(false));
    socket.once('connect', () => settle(true));
    socket.once('error', () => settle(false));
  });
}

function canListen(port: number): Promise<PortState> {
  return new Promise((resolve) => {
    const server = createServer();
    // Windows keeps ranges of ports for Hyper-V and answers EACCES for them, though nobody listens there.
    server.once('error', (error: NodeJS.ErrnoException) =>
      resolve(error.code === 'EACCES' ? 'reserved' : 'taken'),
    );
    server.listen({ host: '127.0.0.1', port, exclusive: true }, () => server.close(() => resolve('free')));
  });
}
