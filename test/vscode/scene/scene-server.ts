import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { createScene, type Scene, type SceneOrders } from './scene.ts';

/** A scene that the tests inside the editor direct over HTTP, as they are another process. */
export async function startSceneServer(): Promise<{ url: string; close(): Promise<void> }> {
  const scene = await createScene();
  const server = createServer((request, response) => {
    void json(request)
      .then((said) => obey(scene, request.url ?? '', said as unknown[]))
      .then(
        (result) => response.end(JSON.stringify(result)),
        (error: unknown) => response.writeHead(500).end(String(error)),
      );
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      server.closeAllConnections();
      server.close();
      await scene.close();
    },
  };
}

async function obey(scene: Scene, path: string, said: unknown[]): Promise<unknown> {
  const order = scene.orders[path.slice(1) as keyof SceneOrders] as
    ((...said: unknown[]) => Promise<unknown>) | undefined;
  if (order === undefined) throw new Error(`The scene knows no ${path}.`);
  return order(...said);
}
