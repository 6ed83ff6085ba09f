import assert from 'node:assert/strict';
import { test } from 'node:test';
import { containerOf, docker, inServiceA } from '../support/docker.ts';

test('a node finds the other node on the network under test, not on the telemetry network', async () => {
  const container = await containerOf('service-b');
  assert.ok(container, 'ServiceB does not run');
  const address = await docker([
    'inspect',
    '--format',
    '{{(index .NetworkSettings.Networks "dsp").IPAddress}}',
    container,
  ]);
  const resolved = await inServiceA(`
    import { lookup } from 'node:dns/promises';
    console.log((await lookup('service-b', { family: 4 })).address);
  `);
  assert.equal(resolved, address);
});

test('a node finds no part of the platform: they are on a network of their own', async () => {
  // All at once, because a name that nobody knows may take seconds to be given up.
  const answers = await inServiceA(`
    import { lookup } from 'node:dns/promises';
    const hosts = ['api', 'prometheus', 'tempo', 'loki', 'grafana'];
    const found = await Promise.all(hosts.map((host) => lookup(host).then(() => [host], () => [])));
    console.log(JSON.stringify(found.flat()));
  `);
  assert.deepEqual(JSON.parse(answers), []);
});
