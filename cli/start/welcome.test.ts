import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parts } from '../platform/parts.ts';
import { createStyle } from '../../system/terminal/style.ts';
import { stepSummary } from './last-start.ts';
import { welcomeLines, whatIsMissing, type WelcomeFacts } from './welcome.ts';

const facts: WelcomeFacts = {
  seconds: 12.3,
  isLive: true,
  runId: 'r-1',
  services: ['api', 'prometheus', 'tempo', 'service-a'],
  missing: [],
  api: 'http://localhost:5050',
  stepSummary: '',
};
const textOf = (changed: Partial<WelcomeFacts> = {}) =>
  welcomeLines({ ...facts, ...changed }, createStyle(false, {})).join('\n');

test('shows the addresses of what runs and nothing else', () => {
  const text = textOf();
  assert.match(text, /Live after 12 s/);
  assert.match(text, /Swagger UI\s+http:\/\/localhost:5050\/swagger/);
  assert.match(text, /Prometheus\s+http:\/\/localhost:9090/);
  assert.doesNotMatch(text, /Grafana\s+http/);
  assert.match(textOf({ services: ['grafana'] }), /Grafana\s+http:\/\/localhost:3000/);
});

test("offers the product's literal request, a fault, and how to halt", () => {
  const text = textOf();
  assert.ok(
    text.includes(`-d '{"targetUrl":"http://service-a/api/message-a","rps":10,"durationSeconds":300}'`),
  );
  assert.match(text, /curl -X POST http:\/\/localhost:5050\/api\/traffic\/start/);
  assert.match(text, /"kind":"pause","targets":\{"nodes":\["service-b"\]\}/);
  assert.match(text, /curl -X DELETE http:\/\/localhost:5050\/api\/faults/);
  assert.match(text, /traffic\/stop/);
  assert.doesNotMatch(textOf({ isLive: false, runId: undefined }), /traffic\/stop/);
});

test('says what is left out, what is missing without it, and what joins later', () => {
  const part = (service: string) => parts.find((each) => each.service === service) ?? assert.fail();
  const missing = whatIsMissing(
    {
      leftOut: [
        { part: part('grafana'), reason: 'its image is not at hand' },
        { part: part('loki'), reason: 'its image is not at hand' },
      ],
      images: [
        { name: 'pumba', state: 'left-out' },
        { name: 'grafana', state: 'left-out' },
      ].map((each) => ({
        ...each,
        need: 'optional',
        reference: undefined,
        how: undefined,
        seconds: 0,
        message: '',
        logFile: undefined,
      })) as never,
    },
    [{ name: 'loki' }, { name: 'python' }],
  );
  const text = textOf({ missing });
  assert.match(text, /Grafana is left out: its image is not at hand\. .*dashboards/);
  assert.match(text, /pumba is left out: .*drivers/);
  assert.match(text, /Loki, python: made ready in the background/);
  assert.equal(text.match(/Grafana is left out/g)?.length, 1);
});

test('sums the steps up', () => {
  const step = (name: string, seconds: number) =>
    ({ name, seconds, startedAtSeconds: 0, outcome: 'done' }) as const;
  assert.equal(
    stepSummary([step('Preflight', 0.42), step('Engine', 0.01), step('Images', 130)]),
    'preflight 0.4 s, images 2 min 10 s',
  );
});
