import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { test } from 'node:test';
import { describeEndpoint, findEndpoint, isRemote, socketPath, type EndpointSources } from './endpoint.ts';

const home = join('/', 'home', 'me');
const metaOf = (name: string) =>
  join(home, '.docker', 'contexts', 'meta', createHash('sha256').update(name).digest('hex'), 'meta.json');

function find(
  env: Record<string, string>,
  files: Record<string, string> = {},
  platform: NodeJS.Platform = 'linux',
) {
  const sources: EndpointSources = { env, platform, homeFolder: home, readFile: (path) => files[path] };
  return findEndpoint(sources);
}

test('takes the default of the system', () => {
  assert.deepEqual(find({}), { address: 'unix:///var/run/docker.sock', from: 'default' });
  assert.equal(find({}, {}, 'win32').address, 'npipe:////./pipe/docker_engine');
});

test('DOCKER_HOST comes before any context', () => {
  const files = { [join(home, '.docker', 'config.json')]: '{"currentContext":"remote"}' };
  assert.deepEqual(find({ DOCKER_HOST: 'tcp://10.0.0.5:2375', DOCKER_CONTEXT: 'x' }, files), {
    address: 'tcp://10.0.0.5:2375',
    from: 'DOCKER_HOST',
  });
  assert.equal(find({ DOCKER_HOST: 'tcp://h:2376', DOCKER_TLS_VERIFY: '1' }).tls, true);
});

test('reads the configured context', () => {
  const files = {
    [join(home, '.docker', 'config.json')]: '{"currentContext":"colima"}',
    [metaOf('colima')]: '{"Endpoints":{"docker":{"Host":"unix:///home/me/.colima/docker.sock"}}}',
  };
  const endpoint = find({}, files);
  assert.equal(socketPath(endpoint), '/home/me/.colima/docker.sock');
  assert.equal(describeEndpoint(endpoint), 'unix:///home/me/.colima/docker.sock (context "colima")');
  assert.equal(find({ DOCKER_CONTEXT: 'default' }, files).from, 'default');
});

test('says when the context does not exist', () => {
  assert.equal(find({ DOCKER_CONTEXT: 'gone' }).missingContext, 'gone');
});

test('a broken configuration counts as none', () => {
  assert.equal(find({}, { [join(home, '.docker', 'config.json')]: '{"curr' }).from, 'default');
});

test('tells an engine on another machine from one here', () => {
  const at = (address: string) => isRemote({ address, from: 'DOCKER_HOST' });
  assert.equal(at('unix:///var/run/docker.sock'), false);
  assert.equal(at('npipe:////./pipe/docker_engine'), false);
  assert.equal(at('tcp://127.0.0.1:2375'), false);
  assert.equal(at('tcp://localhost:2375'), false);
  assert.equal(at('tcp://[::1]:2375'), false);
  assert.equal(at('tcp://build.example:2376'), true);
  assert.equal(at('ssh://me@server'), true);
  assert.equal(at('tcp://localhost.example:2375'), true);
});
