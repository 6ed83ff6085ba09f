import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { docker } from '../support/docker.ts';
import { eventually } from '../support/eventually.ts';
import { query, queryValue } from '../support/prometheus.ts';

const image = 'grafana/k6:1.8.1';

const script = `
  import http from 'k6/http';
  export const options = {
    scenarios: { main: { executor: 'constant-arrival-rate', rate: 5, duration: '4s', preAllocatedVUs: 2 } },
    systemTags: ['status', 'method', 'name', 'scenario'],
    tags: { run: __ENV.RUN, source: 'load' },
  };
  export default () => http.post('http://service-a/api/message-a', JSON.stringify({ text: 'load' }), {
    headers: { 'content-type': 'application/json' },
    tags: { name: 'message-a' },
  });
`;

test('what k6 writes is the world "load", by the id of its run', async (t) => {
  if (!(await isPresent(image))) return t.skip(`the image ${image} is not on this machine`);
  const run = `test-${randomBytes(6).toString('hex')}`;
  await runK6(run);

  const requests = `k6_http_reqs_total{run="${run}"}`;
  await eventually(requests, () => queryValue(`sum(${requests}) >= 15`));
  const worlds = await query(`count by (source) ({run="${run}"})`);
  assert.deepEqual(
    worlds.map(({ labels }) => labels['source']),
    ['load'],
  );
  const p95 = await queryValue(`histogram_quantile(0.95, sum(k6_http_req_duration_seconds{run="${run}"}))`);
  assert.ok(p95 !== undefined && p95 > 0, 'latency as a native histogram');
});

/** k6 stands on the network under test, where its target is, and on the platform's, where Prometheus is. */
async function runK6(run: string): Promise<void> {
  const settings = {
    RUN: run,
    K6_PROMETHEUS_RW_SERVER_URL: 'http://prometheus:9090/api/v1/write',
    K6_PROMETHEUS_RW_PUSH_INTERVAL: '1s',
    K6_PROMETHEUS_RW_TREND_AS_NATIVE_HISTOGRAM: 'true',
  };
  const environment = Object.entries(settings).flatMap(([name, value]) => ['--env', `${name}=${value}`]);
  const command = ['run', '--quiet', '--out', 'experimental-prometheus-rw', '-'];
  const container = await docker([
    ...['create', '--interactive', '--network', 'dsp', '--label', 'com.gaiaadm.pumba.skip=true'],
    ...environment,
    image,
    ...command,
  ]);
  try {
    await docker(['network', 'connect', 'dsp-control', container]);
    await docker(['start', '--attach', '--interactive', container], script);
  } finally {
    await docker(['rm', '--force', container]);
  }
}

async function isPresent(reference: string): Promise<boolean> {
  return docker(['image', 'inspect', '--format', 'present', reference]).then(
    () => true,
    () => false,
  );
}
