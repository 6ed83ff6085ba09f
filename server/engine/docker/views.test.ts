import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import test from 'node:test';
import type { ContainerInspectInfo } from 'dockerode';
import { jobView } from './job-view.ts';
import { nodeView } from './node-view.ts';
import { readUsage } from './usage.ts';

/** What an engine shows of a container, as far as we read it. */
function inspection(state: object, labels: Record<string, string> = {}): ContainerInspectInfo {
  return {
    Id: 'abc',
    RestartCount: 2,
    State: {
      Status: 'running',
      Running: true,
      Paused: false,
      Restarting: false,
      OOMKilled: false,
      ExitCode: 0,
      StartedAt: '2026-01-02T03:04:05.123456789Z',
      FinishedAt: '0001-01-01T00:00:00Z',
      ...state,
    },
    Config: { Image: 'lab/b:1', Labels: { 'dsp.node': 'service-b', ...labels } },
    HostConfig: {},
    NetworkSettings: {
      Networks: { dsp: { IPAddress: '172.20.0.5' }, 'dsp-telemetry': { IPAddress: '' } },
    },
  } as unknown as ContainerInspectInfo;
}

const stopped = { Status: 'exited', Running: false, ExitCode: 137, FinishedAt: '2026-01-02T03:05:00Z' };

test('a node has the state that its container is in', () => {
  assert.equal(nodeView(inspection({})).state, 'running');
  // A paused container is called running, too.
  assert.equal(nodeView(inspection({ Status: 'paused', Paused: true })).state, 'paused');
  assert.equal(nodeView(inspection({ Status: 'restarting', Restarting: true })).state, 'restarting');
  assert.equal(nodeView(inspection(stopped)).state, 'stopped');
  assert.equal(nodeView(inspection({ Status: 'created', Running: false })).state, 'stopped');
});

test('a node tells its exit code only while it is stopped, and no start before its first one', () => {
  assert.equal(nodeView(inspection({})).exitCode, null);
  assert.equal(nodeView(inspection(stopped)).exitCode, 137);
  const created = nodeView(
    inspection({ Status: 'created', Running: false, StartedAt: '0001-01-01T00:00:00Z' }),
  );
  assert.equal(created.startedAt, null);
  assert.equal(nodeView(inspection({})).startedAt, '2026-01-02T03:04:05.123Z');
});

test('health is what the health check says, and none without one or while stopped', () => {
  assert.equal(nodeView(inspection({})).health, 'none');
  for (const status of ['healthy', 'unhealthy', 'starting'] as const) {
    assert.equal(nodeView(inspection({ Health: { Status: status } })).health, status);
  }
  assert.equal(nodeView(inspection({ ...stopped, Health: { Status: 'healthy' } })).health, 'none');
});

test('only labels that people set can be targeted', () => {
  const { labels, language, name } = nodeView(
    inspection(
      {},
      {
        tier: 'backend',
        'dsp.language': 'go',
        'com.docker.compose.project': 'dsp',
        'org.opencontainers.image.title': 'x',
      },
    ),
  );
  assert.deepEqual(labels, { tier: 'backend' });
  assert.deepEqual([language, name], ['go', 'service-b']);
});

test('a node has the addresses that it has, by network', () => {
  assert.deepEqual(nodeView(inspection({})).addresses, [{ network: 'dsp', address: '172.20.0.5' }]);
});

test('a job has a state, and an end only when it is over', () => {
  const labels = { 'dsp.id': 'r-1', 'dsp.job': 'traffic', 'dsp.purpose': '{"run":"r-1"}' };
  const running = jobView(inspection({}, labels), 'dsp');
  assert.deepEqual(
    [running.state, running.exitCode, running.endedAt, running.controlAddress, running.purpose],
    ['running', null, null, '172.20.0.5', { run: 'r-1' }],
  );
  const ended = jobView(inspection({ ...stopped, OOMKilled: true }, labels), 'dsp-control');
  assert.deepEqual(
    [ended.state, ended.exitCode, ended.outOfMemory, ended.endedAt, ended.controlAddress],
    ['ended', 137, true, '2026-01-02T03:05:00.000Z', null],
  );
  const created = jobView(
    inspection({ Status: 'created', Running: false, StartedAt: '0001-01-01T00:00:00Z' }, labels),
    'dsp',
  );
  assert.deepEqual([created.state, created.exitCode, created.startedAt], ['created', null, null]);
});

test('a purpose that is no JSON is none', () => {
  assert.equal(jobView(inspection({}, { 'dsp.purpose': '{' }), 'dsp').purpose, null);
  assert.equal(jobView(inspection({}), 'dsp').purpose, null);
});

test('resource use is read line by line; the document of a container that does not run is passed over', async () => {
  const sample = {
    cpu_stats: { cpu_usage: { total_usage: 2_500_000_000 } },
    memory_stats: { usage: 1000, limit: 5000, stats: { inactive_file: 300 } },
    networks: { eth0: { rx_bytes: 7, tx_bytes: 9 } },
    pids_stats: { current: 4 },
  };
  const onCgroup1 = {
    ...sample,
    memory_stats: { usage: 1000, limit: 5000, stats: { total_inactive_file: 400 } },
  };
  const lines = [sample, { cpu_stats: {}, memory_stats: {} }, onCgroup1].map((each) => JSON.stringify(each));
  const bytes = Buffer.from(`${lines.join('\n\n')}\n`);
  const read = [];
  for await (const usage of readUsage(Readable.from([bytes.subarray(0, 50), bytes.subarray(50)])))
    read.push(usage);
  assert.deepEqual(read[0], {
    cpuSeconds: 2.5,
    memoryBytes: 700,
    memoryLimitBytes: 5000,
    network: [{ interface: 'eth0', receivedBytes: 7, sentBytes: 9 }],
    processes: 4,
  });
  assert.deepEqual(
    read.map(({ memoryBytes }) => memoryBytes),
    [700, 600],
  );
});
