import assert from 'node:assert/strict';
import test from 'node:test';
import { readConfig } from './config.ts';

test('without any variable everything fits the compose file', () => {
  const config = readConfig({});
  assert.equal(config.port, 5050);
  assert.equal(config.token, undefined);
  assert.deepEqual(config.allowedHosts, []);
  assert.deepEqual([config.labNetwork, config.controlNetwork], ['dsp', 'dsp-control']);
  assert.equal(config.socketPath, '/var/run/docker.sock');
  assert.equal(config.hostSocketPath, config.socketPath);
  for (const image of Object.values(config.images)) assert.match(image, /^[a-z0-9./-]+:[a-zA-Z0-9.-]+$/);
  for (const url of Object.values(config.parts)) assert.ok(URL.canParse(url));
});

test('an empty variable is one that was not set', () => {
  const config = readConfig({
    DSP_API_PORT: '',
    DSP_API_TOKEN: '  ',
    DSP_ALLOWED_HOSTS: ' , ',
    DSP_K6_IMAGE: ' ',
  });
  assert.equal(config.port, 5050);
  assert.equal(config.token, undefined);
  assert.deepEqual(config.allowedHosts, []);
  assert.equal(config.images.k6, readConfig({}).images.k6);
});

test('names of hosts are a list, with or without spaces', () => {
  assert.deepEqual(readConfig({ DSP_ALLOWED_HOSTS: 'a.example, b.example,c' }).allowedHosts, [
    'a.example',
    'b.example',
    'c',
  ]);
});

test('a port that is none is refused by its name, its value and its bounds', () => {
  for (const value of ['http', '-1', '65536', '1.5', '5050x']) {
    assert.throws(() => readConfig({ DSP_API_PORT: value }), {
      message: `DSP_API_PORT must be a port, 0 to 65535, and is "${value}".`,
    });
  }
  assert.equal(readConfig({ DSP_API_PORT: '0' }).port, 0);
});

test("the host's socket may stand elsewhere than the platform's own", () => {
  const config = readConfig({ DSP_DOCKER_SOCKET: '/a.sock', DSP_DOCKER_HOST_SOCKET: '/b.sock' });
  assert.deepEqual([config.socketPath, config.hostSocketPath], ['/a.sock', '/b.sock']);
  assert.equal(readConfig({ DSP_DOCKER_SOCKET: '/a.sock' }).hostSocketPath, '/a.sock');
});
