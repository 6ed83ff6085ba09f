import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { EngineInfo } from '../host/docker.ts';
import { arePluginsUsable } from '../host/plugin-versions.ts';
import { judgeArchitecture } from './architecture.ts';
import { formatBytes, gibibyte } from './bytes.ts';
import { judgeDisk } from './disk.ts';
import { judgeEngineVersion } from './engine-version.ts';
import { judgeImages } from './images.ts';
import { judgeAbility } from './kernel.ts';
import { readAbilities } from './kernel-probe.ts';
import { judgeMemory } from './memory.ts';
import { judgePlugin } from './plugins.ts';
import { compareVersions, findVersion } from './version.ts';

const info: EngineInfo = {
  version: '27.3.1',
  operatingSystem: 'Ubuntu 24.04',
  architecture: 'x86_64',
  kernelVersion: '6.8.0',
  cgroupVersion: '2',
  cpus: 4,
  memoryBytes: 8 * gibibyte,
  dataFolder: '/var/lib/docker',
  isRootless: false,
  containerKind: 'linux',
};

test('versions are compared by their numbers', () => {
  assert.ok(compareVersions('2.9.0', '2.24.0') < 0);
  assert.ok(compareVersions('v5.1.2', '2.24.0') > 0);
  assert.equal(compareVersions('2.24.0+ds1', '2.24.0'), 0);
  assert.equal(findVersion('github.com/docker/buildx v0.33.0 abc'), '0.33.0');
  assert.equal(findVersion('none'), undefined);
});

test('engine: too old, silent, or of Windows containers', () => {
  assert.equal(judgeEngineVersion(info).level, 'ok');
  assert.equal(judgeEngineVersion({ ...info, version: '19.03.15' }).level, 'error');
  assert.equal(judgeEngineVersion({ ...info, version: '20.10.24+dfsg1' }).level, 'ok');
  assert.match(judgeEngineVersion({ ...info, containerKind: 'windows' }).remedy ?? '', /Linux containers/);
  assert.equal(judgeEngineVersion(undefined).level, 'error');
});

test('plugins: missing and too old are told apart, with who provides them', () => {
  const plugin = { title: 'Docker Compose', why: 'it is needed' };
  const machine = {
    platform: 'linux',
    distribution: undefined,
    isRoot: true,
    userName: 'root',
    hasSystemd: false,
    isWsl: false,
  } as const;
  assert.equal(judgePlugin(plugin, '2.24.0', '2.24.0', machine).level, 'ok');
  assert.match(
    judgePlugin(plugin, '2.23.3', '2.24.0', machine).finding,
    /2\.23\.3 is too old: 2\.24\.0 or newer/,
  );
  assert.match(judgePlugin(plugin, undefined, '2.24.0', machine).finding, /not installed/);
  assert.match(judgePlugin(plugin, undefined, '2.24.0', machine).remedy ?? '', /npm start provides it/);
  assert.match(
    judgePlugin(plugin, undefined, '2.24.0', { ...machine, platform: 'win32' }).remedy ?? '',
    /Docker Desktop/,
  );
});

test('Buildx has to fit the Compose that builds with it', () => {
  assert.equal(arePluginsUsable('2.26.1', '0.13.1'), true);
  assert.equal(arePluginsUsable('5.1.2', '0.13.1'), false);
  assert.equal(arePluginsUsable('5.1.2', '0.33.0'), true);
  assert.equal(arePluginsUsable('1.29.2', '0.33.0'), false);
  assert.equal(arePluginsUsable('2.26.1', undefined), false);
});

test('memory: of this machine, or of the virtual machine that holds the engine', () => {
  const facts = { freeBytes: 4 * gibibyte, engineTotalBytes: undefined, isNative: true, isRunning: false };
  assert.equal(judgeMemory(facts).level, 'ok');
  assert.equal(judgeMemory({ ...facts, freeBytes: gibibyte }).level, 'warning');
  // What the platform itself uses is no reason to warn.
  assert.equal(judgeMemory({ ...facts, freeBytes: gibibyte, isRunning: true }).level, 'ok');
  // What is free on a Mac says nothing of a virtual machine that does not run yet.
  assert.equal(judgeMemory({ ...facts, freeBytes: 1, isNative: false }).level, 'ok');
  const inside = judgeMemory({ ...facts, engineTotalBytes: gibibyte });
  assert.equal(inside.level, 'warning');
  assert.match(inside.finding, /virtual machine has 1 GiB/);
});

test('disk: plenty, little, none', () => {
  assert.equal(judgeDisk('/d', 20 * gibibyte).level, 'ok');
  assert.equal(judgeDisk('/d', 5 * gibibyte).level, 'warning');
  assert.equal(judgeDisk('/d', gibibyte / 2).level, 'error');
  assert.equal(judgeDisk('/d', undefined).level, 'warning');
  assert.equal(formatBytes(10 * gibibyte), '10 GiB');
  assert.equal(formatBytes(gibibyte / 2), '512 MiB');
});

test('architecture: the two that images are made for', () => {
  assert.equal(judgeArchitecture('aarch64').finding, 'arm64.');
  assert.equal(judgeArchitecture('x86_64').level, 'ok');
  assert.equal(judgeArchitecture('riscv64').level, 'error');
});

test('kernel: what the probe says, or why there is none', () => {
  const netem = { name: 'netem', without: 'something else is used' };
  const abilities = readAbilities(
    JSON.stringify({
      kernel: '6.8',
      ingress: { works: true, detail: 'nftables' },
      egress: { works: false, reason: 'tun: no such device' },
      parts: { netem: { works: false, reason: 'not in this kernel' } },
    }),
  );
  assert.ok(abilities);
  const probe = { probed: true, abilities } as const;
  assert.deepEqual(judgeAbility(netem, probe), {
    level: 'warning',
    finding: 'does not work: not in this kernel.',
    remedy: 'something else is used',
  });
  assert.equal(judgeAbility({ name: 'ingress', without: '' }, probe).finding, 'works (nftables).');
  assert.equal(judgeAbility({ name: 'egress', without: '' }, probe).level, 'warning');
  const early = judgeAbility(netem, { probed: false, why: 'no-image', detail: '' });
  assert.equal(early.level, 'ok');
  assert.match(early.finding, /^not probed yet: .* npm start\.$/);
  assert.match(
    judgeAbility(netem, { probed: false, why: 'failed', detail: 'no such file' }).finding,
    /no such file/,
  );
  assert.equal(readAbilities('Usage: shaper'), undefined);
});

test('images: an alternative counts, and what can only be pulled is said', () => {
  const recipe = { inputs: 1, build: () => Promise.resolve() };
  const tempo = {
    name: 'tempo',
    reference: 'tempo:2',
    alternative: 'tempo:1',
    need: 'main',
    recipe,
    without: '',
  } as const;
  const grafana = { name: 'grafana', reference: 'grafana:1', need: 'optional', without: '' } as const;
  assert.equal(judgeImages([tempo, grafana], new Set(['tempo:1', 'grafana:1'])).level, 'ok');
  assert.match(
    judgeImages([tempo, grafana], new Set(['tempo:1'])).remedy ?? '',
    /the rest works without them/,
  );
  assert.match(
    judgeImages([tempo, grafana], new Set()).finding,
    /0 of 2 are at hand; not yet: tempo, grafana/,
  );
});
