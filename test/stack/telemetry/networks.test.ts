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

for (const host of ['api', 'prometheus', 'tempo', 'loki', 'grafana']) {
  test(`a node does not find ${host}: it is not on the network of the platform`, async () => {
    const answer = await inServiceA(`
      import { lookup } from 'node:dns/promises';
      console.log(await lookup('${host}').then(({ address }) => address, ({ code }) => code));
    `);
    assert.match(answer, /^(ENOTFOUND|EAI_AGAIN)$/);
  });
}
