import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { createClient, type Client } from '../../../contract/client.ts';
import { eventually } from '../support/eventually.ts';
import type { SecondEngine } from './second-engine.ts';

const repository = fileURLToPath(new URL('../../..', import.meta.url));

/** A Platform API on an engine of its own, as a process that can be killed and started again. */
export interface SecondApi {
  client: Client;
  start(): Promise<void>;
  /** Kills it as a crash would; does nothing when it does not run. */
  kill(): Promise<void>;
}

export async function makeSecondApi(engine: SecondEngine): Promise<SecondApi> {
  const script = { entryPoints: [join(repository, 'k6/main.ts')], outfile: join(engine.folder, 'k6.js') };
  await build({ ...script, bundle: true, format: 'esm', external: ['k6', 'k6/*'], logLevel: 'warning' });
  const [port, spansPort] = [await freePort(), await freePort()];
  const client = createClient({ baseUrl: `http://127.0.0.1:${port}`, timeoutMs: 120_000 });
  const environment = {
    ...process.env,
    DSP_API_PORT: String(port),
    DSP_SPANS_PORT: String(spansPort),
    DSP_DATA_DIR: join(engine.folder, 'journal'),
    DSP_DOCKER_SOCKET: engine.socket,
    DSP_ASSETS: engine.folder,
    DSP_API_TOKEN: '',
  };
  let running: ChildProcess | undefined;
  return {
    client,

    async start() {
      if (running?.exitCode === null) return;
      running = spawn(process.execPath, ['--import', 'tsx', 'server/main.ts'], {
        cwd: repository,
        env: environment,
        stdio: ['ignore', 'ignore', 'inherit'],
      });
      await eventually('the second API', async () => (await client('nodeList', {})).nodes[0], 60_000);
    },

    async kill() {
      if (running === undefined || running.exitCode !== null) return;
      const ended = once(running, 'exit');
      running.kill('SIGKILL');
      await ended;
      running = undefined;
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}
