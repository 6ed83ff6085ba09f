import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';

type Answer = { status: number; body?: unknown } | ((response: ServerResponse, url: URL) => void);

/** A container as the fake daemon keeps it: what `docker inspect` would show. */
export interface FakeContainer {
  Id: string;
  Created?: number;
  labels: Record<string, string>;
  state?: object;
}

/** The HTTP API of a Docker Engine at a socket of its own, as far as the adapter uses it. */
export interface FakeDocker {
  socketPath: string;
  containers: FakeContainer[];
  /** `METHOD /path` of every request that came, with the query for those that have one. */
  requests: { line: string; query: Record<string, string>; body: unknown }[];
  /** Answers for `METHOD /path`, which come before the daemon's own. */
  answers: Map<string, Answer>;
  /** Streams of events that are open now. */
  eventStreams: ServerResponse[];
  /** Sends an event of a container to whoever listens. */
  tell(attributes: Record<string, string>): void;
  start(): Promise<void>;
  stop(): Promise<void>;
  close(): Promise<void>;
}

export async function createFakeDocker(): Promise<FakeDocker> {
  const folder = await mkdtemp(join(tmpdir(), 'dsp-docker-'));
  const socketPath = join(folder, 'docker.sock');
  const docker: FakeDocker = {
    socketPath,
    containers: [],
    requests: [],
    answers: new Map(),
    eventStreams: [],
    tell(attributes) {
      for (const stream of docker.eventStreams) {
        stream.write(`${JSON.stringify({ Type: 'container', Actor: { Attributes: attributes } })}\n`);
      }
    },
    async start() {
      server.listen(socketPath);
      await once(server, 'listening');
    },
    async stop() {
      server.closeAllConnections();
      docker.eventStreams.length = 0;
      await new Promise((resolve) => server.close(resolve));
    },
    async close() {
      if (server.listening) await docker.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };

  const server = createServer((request, response) => void serve(docker, request, response));
  await docker.start();
  return docker;
}

async function serve(docker: FakeDocker, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '', 'http://docker');
  const line = `${request.method} ${url.pathname}`;
  const isJson =
    (request.headers['content-type'] ?? '').includes('json') && request.headers['content-length'] !== '0';
  const body = isJson ? await json(request) : undefined;
  request.resume();
  docker.requests.push({ line, query: Object.fromEntries(url.searchParams), body });
  const answer = docker.answers.get(line) ?? usualAnswer(docker, line, url);
  if (typeof answer === 'function') return answer(response, url);
  response.writeHead(answer.status, { 'content-type': 'application/json' });
  response.end(answer.body === undefined ? undefined : JSON.stringify(answer.body));
}

function usualAnswer(docker: FakeDocker, line: string, url: URL): Answer {
  if (line === 'GET /events') {
    return (response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.flushHeaders();
      docker.eventStreams.push(response);
      response.on('close', () => docker.eventStreams.splice(docker.eventStreams.indexOf(response), 1));
    };
  }
  if (line === 'GET /containers/json') {
    const { label = [] } = JSON.parse(url.searchParams.get('filters') ?? '{}') as { label?: string[] };
    const found = docker.containers.filter(({ labels }) => label.every((each) => carries(labels, each)));
    return { status: 200, body: found.map(({ Id, Created = 0 }) => ({ Id, Created })) };
  }
  const [, id] = /^GET \/containers\/(\w+)\/json$/.exec(line) ?? [];
  const container = docker.containers.find(({ Id }) => Id === id);
  if (container !== undefined) return { status: 200, body: inspection(container) };
  if (line.startsWith('GET ')) return { status: 404, body: { message: 'no such thing' } };
  // The engine says 200 here and there, and 204 otherwise; its client insists on it.
  return { status: /^PUT|^POST \/networks\//.test(line) ? 200 : 204 };
}

function carries(labels: Record<string, string>, filter: string): boolean {
  const [name = '', value] = filter.split('=');
  return name in labels && (value === undefined || labels[name] === value);
}

function inspection({ Id, labels, state }: FakeContainer): object {
  return {
    Id,
    RestartCount: 0,
    State: {
      Status: 'running',
      Running: true,
      Paused: false,
      Restarting: false,
      OOMKilled: false,
      ExitCode: 0,
      StartedAt: '2026-01-02T03:04:05Z',
      FinishedAt: '0001-01-01T00:00:00Z',
      ...state,
    },
    Config: { Image: 'lab/x:1', Labels: labels },
    HostConfig: {},
    NetworkSettings: { Networks: { dsp: { IPAddress: '172.20.0.5' } } },
  };
}
