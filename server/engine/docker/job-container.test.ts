import assert from 'node:assert/strict';
import test from 'node:test';
import type { JobPlace, JobSpec } from '../port.ts';
import { jobContainer } from './job-container.ts';

const environment = {
  labNetwork: 'dsp',
  controlNetwork: 'dsp-control',
  hostSocketPath: '/run/user/1000/docker.sock',
};

function container(changes: Partial<JobSpec> = {}, nodeContainer = '', cgroupVersion = '2') {
  const spec: JobSpec = {
    id: 'r-1234',
    kind: 'traffic',
    image: 'lab/k6:1',
    command: ['run', '/dsp/run.js'],
    env: { A: '1', B: 'x=y' },
    files: {},
    place: { in: 'nowhere' },
    rights: [],
    limits: { memoryMegabytes: 64, cpus: 0.5 },
    interactive: false,
    stopGraceSeconds: 45,
    purpose: { run: 'r-1234' },
    ...changes,
  };
  const made = jobContainer(spec, environment, { nodeContainer, cgroupVersion });
  return { ...made, HostConfig: made.HostConfig ?? {} };
}

const places: [place: JobPlace, network: string, binds: string[]][] = [
  [{ in: 'lab-network' }, 'dsp', []],
  [{ in: 'node-network', node: 'service-b' }, 'container:abc', []],
  [{ in: 'engine' }, 'none', ['/run/user/1000/docker.sock:/var/run/docker.sock']],
  [{ in: 'nowhere' }, 'none', []],
];

for (const [place, network, binds] of places) {
  test(`a job in "${place.in}" has that network, those mounts and nothing more`, () => {
    const { HostConfig } = container({ place }, 'abc');
    assert.equal(HostConfig.NetworkMode, network);
    assert.deepEqual(HostConfig.Binds, binds);
    assert.equal(HostConfig.Privileged, undefined);
    assert.equal(HostConfig.PidMode, undefined);
    assert.equal(HostConfig.IpcMode, undefined);
    assert.equal(HostConfig.Mounts, undefined);
    assert.deepEqual(HostConfig.CapDrop, ['ALL']);
    assert.deepEqual(HostConfig.CapAdd, []);
    assert.deepEqual(HostConfig.Devices, []);
    assert.deepEqual(HostConfig.SecurityOpt, ['no-new-privileges']);
  });
}

test('a job beside the processes of a node sees them and their limits, and has no network', () => {
  const { HostConfig } = container({ place: { in: 'node-resources', node: 'service-b' } }, 'abc');
  assert.equal(HostConfig.PidMode, 'container:abc');
  assert.equal(HostConfig.NetworkMode, 'none');
  assert.deepEqual(HostConfig.Binds, ['/sys/fs/cgroup:/cgroup']);
});

test('a job that shapes packets may do that, and still is not privileged', () => {
  const { HostConfig } = container({ rights: ['network-admin'] });
  assert.ok(HostConfig.CapAdd?.includes('NET_ADMIN'));
  assert.ok(!HostConfig.CapAdd.includes('SYS_ADMIN'));
  assert.deepEqual(
    (HostConfig.Devices as { PathOnHost: string }[]).map(({ PathOnHost }) => PathOnHost),
    ['/dev/net/tun'],
  );
  assert.equal(HostConfig.Privileged, undefined);
});

test('a job that shapes packets may leave its control group where groups have real-time budgets, and no other', () => {
  const bindsOf = (rights: JobSpec['rights'], cgroupVersion: string) =>
    container({ rights }, '', cgroupVersion).HostConfig.Binds;
  assert.deepEqual(bindsOf(['network-admin'], '1'), [
    '/sys/fs/cgroup/cpu/cgroup.procs:/cgroup/cpu/cgroup.procs',
  ]);
  assert.deepEqual(bindsOf(['network-admin'], '2'), []);
  assert.deepEqual(bindsOf([], '1'), []);
});

test('a job has its limits, and its file system can only be written where files must be put in', () => {
  const { HostConfig, StopSignal, StopTimeout } = container();
  assert.equal(HostConfig.Memory, 64 * 1024 * 1024);
  assert.equal(HostConfig.NanoCpus, 500_000_000);
  assert.ok((HostConfig.PidsLimit ?? 0) > 0);
  assert.equal(HostConfig.ReadonlyRootfs, true);
  assert.equal(StopSignal, 'SIGTERM');
  assert.equal(StopTimeout, 45);
  assert.equal(container({ files: { '/dsp/run.js': '' } }).HostConfig.ReadonlyRootfs, false);
});

test('a job carries its kind, its id and its purpose as labels, and Pumba is told to leave it alone', () => {
  const { Labels, name, Cmd, Env } = container();
  assert.deepEqual(Labels, {
    'dsp.job': 'traffic',
    'dsp.id': 'r-1234',
    'dsp.purpose': '{"run":"r-1234"}',
    'com.gaiaadm.pumba.skip': 'true',
  });
  assert.equal(name, 'dsp-traffic-r-1234');
  assert.deepEqual(Cmd, ['run', '/dsp/run.js']);
  assert.deepEqual(Env, ['A=1', 'B=x=y']);
});
