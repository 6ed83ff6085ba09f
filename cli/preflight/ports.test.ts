import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ContainerRow } from '../host/docker.ts';
import type { PortState } from '../host/port-probe.ts';
import { findPortConflicts, judgePorts } from './ports.ts';

const container = (name: string, project: string, ports: string): ContainerRow => ({
  ...{ id: name, name, project, ports },
  ...{ image: '', state: 'running', status: 'Up', service: '', job: '' },
});

const host = (states: Record<number, PortState>) => ({
  portState: (port: number) => Promise.resolve(states[port] ?? 'free'),
  portHolder: (port: number) => Promise.resolve(port === 9090 ? 'prometheus (process 812)' : undefined),
});
const judge = async (states: Record<number, PortState>, containers: ContainerRow[] = []) =>
  judgePorts(await findPortConflicts(host(states), () => Promise.resolve(containers)));

test('free ports and those of the platform itself are in order', async () => {
  assert.equal((await judge({})).level, 'ok');
  const own = container('dsp-api-1', 'dsp', '127.0.0.1:5050->5050/tcp');
  assert.equal((await judge({ 5050: 'taken' }, [own])).level, 'ok');
});

test('names the process or the container that holds a port', async () => {
  const verdict = await judge({ 9090: 'taken', 10001: 'taken' }, [
    container('web', 'shop', '0.0.0.0:10001->80/tcp'),
  ]);
  assert.equal(verdict.level, 'error');
  assert.match(verdict.finding, /port 9090 \(Prometheus\) is taken by prometheus \(process 812\)/);
  assert.match(
    verdict.finding,
    /port 10001 \(ServiceA\) is taken by the container "web" of the project "shop"/,
  );
  assert.match(verdict.remedy ?? '', /Stop what holds them/);
});

test('a port of a part that is not needed is only a warning', async () => {
  const verdict = await judge({ 3000: 'taken' });
  assert.equal(verdict.level, 'warning');
  assert.match(verdict.remedy ?? '', /go on without Grafana/);
});

test('a range that the system keeps for itself is told from a program', async () => {
  const verdict = await judge({ 5050: 'reserved' });
  assert.match(verdict.finding, /port 5050 \(Platform API\) is reserved by the system/);
  assert.match(verdict.remedy ?? '', /excludedportrange/);
});
