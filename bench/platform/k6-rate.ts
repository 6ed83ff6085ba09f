import { client } from '../../test/stack/support/platform.ts';
import { docker } from '../../test/stack/support/docker.ts';
import { eventually } from '../../test/stack/support/eventually.ts';
import { atLeast, percentile, plain, type Figure } from '../measure.ts';

const targetUrl = 'http://service-b/api/message-b';
const rps = 500;
const durationSeconds = 10;

/** A script with the same load and nothing of the platform: no identity, no metrics to Prometheus. */
const bareScript = `
import http from 'k6/http';
export const options = {
  discardResponseBodies: true,
  scenarios: { bare: { executor: 'constant-arrival-rate', rate: ${rps}, timeUnit: '1s',
    duration: '${durationSeconds}s', preAllocatedVUs: 127, maxVUs: 1000 } },
};
export default () => http.post('${targetUrl}', '{"text":"hello"}', { headers: { 'content-type': 'application/json' } });
export const handleSummary = ({ metrics }) => ({ stdout: JSON.stringify(metrics.http_reqs.values) });
`;

/** Requests a second that k6 makes through the platform, against the same k6 started by hand, in turn. */
export async function measureK6Rate(rounds = 3): Promise<Figure[]> {
  const through: number[] = [];
  const bare: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    bare.push(await runBare());
    through.push(await runThroughPlatform());
  }
  const ratios = through.map((rate, round) => rate / (bare[round] ?? Number.NaN));
  return [
    plain(`k6 bare, ${rps} requests a second asked for`, percentile(bare, 0.5), '1/s'),
    plain('k6 through the platform', percentile(through, 0.5), '1/s'),
    atLeast('k6 through the platform, share of bare', percentile(ratios, 0.5) * 100, 95, '%'),
  ];
}

async function runBare(): Promise<number> {
  const args = ['run', '--rm', '-i', '--network', 'dsp', 'grafana/k6:1.8.1', 'run', '--quiet', '-'];
  const output = await docker(args, bareScript, 120_000);
  return (JSON.parse(output.slice(output.indexOf('{'))) as { rate: number }).rate;
}

async function runThroughPlatform(): Promise<number> {
  const { id } = await client('trafficStart', {
    body: { targetUrl, rps, durationSeconds, name: 'benchmark' },
  });
  const run = await eventually(
    'the end of the run',
    async () => {
      const found = await client('trafficGet', { params: { id } });
      return found.state === 'running' ? undefined : found;
    },
    60_000,
  );
  if (run.state !== 'finished') throw new Error(`The run ${run.state}: ${run.reason}`);
  return run.achievedRps ?? Number.NaN;
}
