import assert from 'node:assert/strict';
import { test } from 'node:test';
import { canProvideEngine, engineRemedy, type MachineFacts } from './engine-remedy.ts';
import { judgeEngine, type EngineFacts } from './engine-state.ts';
import { isDebianLike, parseOsRelease } from './linux-distribution.ts';

const socket: EngineFacts = {
  endpoint: { address: 'unix:///var/run/docker.sock', from: 'default' },
  ping: { answer: 'engine' },
  hasCommand: true,
  hasEngine: true,
};
const failed = (code: string) => ({ answer: 'failed', code, message: `connect ${code}` }) as const;

const debian = parseOsRelease(
  'ID=debian\nPRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\nVERSION_CODENAME=bookworm\n',
);
const user: MachineFacts = {
  platform: 'linux',
  distribution: debian,
  isRoot: false,
  userName: 'ada',
  hasSystemd: true,
  isWsl: false,
};
const remedyOf = (facts: EngineFacts, machine: Partial<MachineFacts> = {}) =>
  engineRemedy(judgeEngine(facts), facts, { ...user, ...machine });

test('an engine that answers needs nothing', () => {
  assert.equal(judgeEngine(socket).kind, 'reachable');
  assert.equal(remedyOf(socket), undefined);
});

test('tells "not installed" from "not running", and names the endpoint that was tried', () => {
  const facts = { ...socket, ping: failed('ENOENT') };
  assert.equal(judgeEngine(facts).kind, 'not-running');
  assert.match(judgeEngine(facts).finding, /unix:\/\/\/var\/run\/docker\.sock \(ENOENT\)/);
  assert.equal(judgeEngine({ ...facts, hasEngine: false }).kind, 'not-installed');
  assert.equal(judgeEngine({ ...facts, ping: failed('ECONNREFUSED') }).kind, 'not-running');
});

test('a missing permission gets the exact command', () => {
  const facts = { ...socket, ping: failed('EACCES') };
  assert.equal(judgeEngine(facts).kind, 'no-permission');
  assert.match(remedyOf(facts) ?? '', /sudo usermod -aG docker ada, then log in again/);
  assert.match(remedyOf(facts, { platform: 'win32' }) ?? '', /docker-users/);
});

test('an endpoint that the user chose is named with what chose it', () => {
  const facts: EngineFacts = {
    ...socket,
    endpoint: { address: 'tcp://10.0.0.5:2375', from: 'DOCKER_HOST' },
    ping: failed('ETIMEDOUT'),
  };
  assert.equal(judgeEngine(facts).kind, 'endpoint-unreachable');
  assert.match(
    judgeEngine(facts).finding,
    /tcp:\/\/10\.0\.0\.5:2375 \(from DOCKER_HOST\): connect ETIMEDOUT/,
  );
  assert.match(remedyOf(facts) ?? '', /DOCKER_HOST/);
});

test('a context that does not exist, and something that is no engine', () => {
  const gone: EngineFacts = {
    ...socket,
    endpoint: { address: 'unix:///var/run/docker.sock', from: 'context', context: 'x', missingContext: 'x' },
  };
  assert.equal(judgeEngine(gone).kind, 'context-missing');
  assert.match(remedyOf(gone) ?? '', /docker context ls/);
  assert.equal(judgeEngine({ ...socket, ping: { answer: 'other', status: 404 } }).kind, 'not-an-engine');
});

test('where only the docker command knows the way, its answer counts', () => {
  const facts: EngineFacts = {
    ...socket,
    endpoint: { address: 'ssh://me@server', from: 'context', context: 'server' },
    ping: { answer: 'unknown-transport' },
  };
  assert.equal(judgeEngine({ ...facts, commandReached: { ok: true, lastLine: '' } }).kind, 'reachable');
  assert.match(
    judgeEngine({ ...facts, commandReached: { ok: false, lastLine: 'no route' } }).finding,
    /no route/,
  );
  assert.equal(judgeEngine({ ...facts, hasCommand: false }).kind, 'command-missing');
});

test('an engine without the docker command', () => {
  const facts = { ...socket, hasCommand: false };
  assert.equal(judgeEngine(facts).kind, 'command-missing');
  assert.match(remedyOf(facts) ?? '', /apt-get install docker-cli/);
});

test('each system is told what to install', () => {
  const facts = { ...socket, ping: failed('ENOENT'), hasEngine: false };
  const linux = (text: string) => remedyOf(facts, { distribution: parseOsRelease(text) }) ?? '';
  assert.match(
    linux('ID=ubuntu\nID_LIKE=debian'),
    /sudo apt-get update && sudo apt-get install -y docker\.io iptables/,
  );
  assert.match(linux('ID=fedora'), /sudo dnf install/);
  assert.match(linux('ID=arch'), /sudo pacman -S/);
  assert.match(linux('ID="opensuse-leap"\nID_LIKE="suse opensuse"'), /sudo zypper/);
  assert.match(linux('ID=alpine'), /apk add/);
  assert.match(linux('ID=slackware'), /docs\.docker\.com/);
  assert.match(
    remedyOf(facts, { platform: 'darwin', distribution: undefined }) ?? '',
    /Docker Desktop or OrbStack.*colima/,
  );
  assert.match(remedyOf(facts, { platform: 'win32', distribution: undefined }) ?? '', /winget install/);
  assert.match(remedyOf(facts, { isWsl: true }) ?? '', /WSL integration/);
  assert.doesNotMatch(remedyOf(facts, { isRoot: true }) ?? '', /sudo/);
});

test('only root on Linux gets its engine from npm start, and only Debian and Ubuntu an installation', () => {
  const root = { ...user, isRoot: true };
  const state = (kind: 'not-running' | 'not-installed' | 'no-permission') => ({ kind, finding: '' });
  assert.equal(canProvideEngine(state('not-running'), root), 'start');
  assert.equal(canProvideEngine(state('not-installed'), root), 'install');
  assert.equal(
    canProvideEngine(state('not-installed'), { ...root, distribution: parseOsRelease('ID=fedora') }),
    undefined,
  );
  assert.equal(canProvideEngine(state('not-running'), user), undefined);
  assert.equal(canProvideEngine(state('no-permission'), root), undefined);
  assert.equal(canProvideEngine(state('not-installed'), { ...root, platform: 'darwin' }), undefined);
});

test('what is made from Debian is recognised by ID_LIKE', () => {
  assert.equal(isDebianLike(parseOsRelease('ID=linuxmint\nID_LIKE="ubuntu debian"')), true);
  assert.equal(isDebianLike(parseOsRelease('ID=fedora')), false);
  assert.equal(debian.name, 'Debian GNU/Linux 12 (bookworm)');
});
