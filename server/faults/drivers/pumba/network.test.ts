import assert from 'node:assert/strict';
import test from 'node:test';
import { FakeEngine } from '../../../../test/support/fake-engine.ts';
import type { Claim } from '../../claim.ts';
import { pumbaNetwork } from './network.ts';

const options = { image: 'pumba:1', toolsImage: 'tools:1', lookImage: 'look:1', labNetwork: 'dsp' };

const claim: Claim = {
  faultId: 'f-1',
  node: 'b',
  kind: 'latency',
  params: { delayMs: 100, jitterMs: 0, correlationPercent: 0, distribution: 'uniform' },
  scope: { direction: 'egress', protocol: 'any', peers: { nodes: ['a'] } },
  driver: 'pumba',
  createdAt: '2030-01-01T12:00:00.000Z',
  durationSeconds: 60,
};

const dropping = '-A INPUT -s 10.0.0.3/32 -i eth1 -m statistic --mode random --probability 0.30 -j DROP';

/** Two nodes; a Pumba that sets netem and, unless told otherwise, removes it; and who looks into the network. */
function lab({ cleansUp = true, works = true } = {}) {
  const fake = new FakeEngine();
  fake.addNode('a', { addresses: [{ network: 'dsp', address: '10.0.0.3' }] });
  fake.addNode('b', { addresses: [{ network: 'dsp', address: '10.0.0.4' }] });
  Object.values(options).forEach((image) => fake.images.add(image));
  const kernel = { hasNetem: false, rules: [] as string[] };
  fake.programs.set(options.image, (job) => {
    if (!works) {
      job.write('stderr', '{"level":"fatal","msg":"tc failed"}');
      return job.exit(1);
    }
    if (job.spec.command.includes('netem')) kernel.hasNetem = true;
    else kernel.rules.push(dropping);
    job.onTerminate = () => {
      if (cleansUp) {
        kernel.hasNetem = false;
        kernel.rules.pop();
      }
      job.exit(cleansUp ? 0 : 1);
    };
  });
  fake.programs.set(options.lookImage, (job) => {
    const cleared = job.spec.command.includes('--clear') && kernel.hasNetem;
    if (cleared) kernel.hasNetem = false;
    const qdiscs = [kernel.hasNetem ? 'netem' : 'noqueue'];
    job.write('stdout', JSON.stringify({ interface: 'eth1', qdiscs, cleared }));
    job.exit(0);
  });
  fake.programs.set(options.toolsImage, (job) => {
    assert.equal(job.spec.program, 'iptables');
    const [, verb, , ...rule] = job.spec.command;
    if (verb === '-D') kernel.rules = kernel.rules.filter((each) => each !== ['-A INPUT', ...rule].join(' '));
    for (const line of ['-P INPUT ACCEPT', ...kernel.rules]) job.write('stdout', line);
    job.exit(0);
  });
  return { fake, kernel, network: pumbaNetwork(fake.connect().engine, options) };
}

test('the interface is found by address, the peers become addresses, and the kernel shows netem', async () => {
  const { fake, network } = lab();
  const finding = await network.apply(claim);
  assert.deepEqual(
    { holds: finding.holds, observed: finding.observed },
    { holds: true, observed: 'on eth1: netem' },
  );
  const { command } = fake.job(({ spec }) => spec.image === options.image).spec;
  assert.deepEqual(command.slice(command.indexOf('--interface'), command.indexOf('--interface') + 2), [
    '--interface',
    'eth1',
  ]);
  assert.deepEqual(command.slice(command.indexOf('--target'), command.indexOf('--target') + 2), [
    '--target',
    '10.0.0.3',
  ]);
});

test('a Pumba that gives up is a fault that failed, in its own words', async () => {
  const { network } = lab({ works: false });
  const finding = await network.apply(claim);
  assert.equal(finding.holds, false);
  assert.match(finding.observed, /tc failed/);
});

test('the end is shown by the kernel', async () => {
  const { fake, network } = lab();
  await network.apply(claim);
  assert.deepEqual((await network.release(claim)).observed, 'on eth1: noqueue');
  assert.equal(fake.jobs.size, 0);
});

test('what Pumba leaves behind is removed, and told', async () => {
  const { kernel, network } = lab({ cleansUp: false });
  await network.apply(claim);
  const finding = await network.release(claim);
  assert.equal(finding.holds, true);
  assert.match(finding.observed, /removed what Pumba had left \(Pumba ended with exit code 1/);
  assert.equal(kernel.hasNetem, false);
});

const ingress: Claim = {
  ...claim,
  kind: 'loss',
  params: { percent: 30, correlationPercent: 0 },
  scope: { direction: 'ingress', protocol: 'any', peers: { nodes: ['a'] } },
};

test('what reaches a node is dropped by a rule that the kernel shows, and its end is shown as well', async () => {
  const { fake, network } = lab();
  const finding = await network.apply(ingress);
  assert.equal(finding.holds, true);
  assert.match(finding.observed, /^-A INPUT -s 10\.0\.0\.3\/32 .*-j DROP$/);
  const end = await network.release(ingress);
  assert.deepEqual({ observed: end.observed, holds: end.holds }, { observed: 'no rule', holds: true });
  assert.equal(fake.jobs.size, 0);
});

test('a Pumba that was killed is started again on a clean network, so that one rule is there, not two', async () => {
  const { fake, kernel, network } = lab();
  await network.apply(ingress);
  // SIGKILL: the job is over, and its rule stays.
  fake.job(({ spec }) => spec.image === options.image).exit(137);
  assert.equal((await network.verify(ingress))?.holds, false);
  assert.equal((await network.apply(ingress)).holds, true);
  assert.equal(kernel.rules.length, 1);
  await network.release(ingress);
  assert.deepEqual(kernel.rules, []);
});

test('a rule that Pumba leaves behind is removed, and told', async () => {
  const { kernel, network } = lab({ cleansUp: false });
  await network.apply(ingress);
  const finding = await network.release(ingress);
  assert.equal(finding.holds, true);
  assert.match(finding.observed, /^no rule; removed what Pumba had left \(Pumba ended with exit code 1/);
  assert.deepEqual(kernel.rules, []);
});

test('a peer with a new address, a new network, and a Pumba that is gone are all seen', async () => {
  const { fake, network } = lab();
  await network.apply(claim);
  assert.equal((await network.verify(claim))?.holds, true);

  fake.addNode('a', { addresses: [{ network: 'dsp', address: '10.0.0.9' }] });
  assert.equal((await network.verify(claim))?.holds, false);
  await network.apply(claim);
  assert.equal((await network.verify(claim))?.holds, true);

  fake.job(({ spec }) => spec.image === options.image).destroy();
  assert.equal((await network.verify(claim))?.holds, false);
});

test('no peer with an address would mean everybody, so nothing is done', async () => {
  const { fake, network } = lab();
  fake.addNode('a', { addresses: [] });
  assert.equal((await network.apply(claim)).holds, false);
  assert.equal(fake.jobs.size, 0);
});

test('a node that stopped has no network in which anything could be left', async () => {
  const { fake, network } = lab();
  await network.apply(claim);
  fake.node('b').stop();
  assert.equal((await network.release(claim)).holds, true);
});
