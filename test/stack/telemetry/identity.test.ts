import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { inServiceA } from '../support/docker.ts';
import { eventually } from '../support/eventually.ts';
import { query } from '../support/prometheus.ts';
import { findTrace } from '../support/tempo.ts';

/** What a sender says of itself, and what the Collector makes of it. */
const senders = [
  {
    title: 'a sender that says nothing',
    says: {},
    becomes: { service_name: 'unknown', node: 'unknown', container: 'unknown', source: 'app' },
  },
  {
    title: 'an SDK without a configured name',
    says: { 'service.name': 'unknown_service:java', 'host.name': 'test-host' },
    becomes: { service_name: 'test-host', node: 'test-host', container: 'test-host', source: 'app' },
  },
  {
    title: 'a node that says only its node name',
    says: { 'dsp.node': 'test-node', 'host.name': 'test-host' },
    becomes: { service_name: 'test-node', node: 'test-node', container: 'test-host', source: 'app' },
  },
  {
    title: 'a source that does not exist',
    says: { 'service.name': 'test-service', 'container.name': 'test-container', source: 'elsewhere' },
    becomes: {
      service_name: 'test-service',
      node: 'test-service',
      container: 'test-container',
      source: 'app',
    },
  },
] as const;

for (const { title, says, becomes } of senders) {
  test(`${title} still gets a service, a node, a container and a source`, async () => {
    const metric = `dsp_test_${randomBytes(6).toString('hex')}`;
    const traceId = randomBytes(16).toString('hex');
    await sendFromNode(says, metric, traceId);

    const sample = await eventually(metric, async () => (await query(metric))[0]);
    for (const [label, value] of Object.entries(becomes)) assert.equal(sample.labels[label], value, label);

    const [span] = await eventually(`trace ${traceId}`, async () => {
      const spans = await findTrace(traceId);
      return spans.length > 0 ? spans : undefined;
    });
    assert.equal(span?.resource['service.name'], becomes.service_name);
    for (const key of ['node', 'container', 'source'] as const)
      assert.equal(span?.resource[key], becomes[key]);
  });
}

test('one sender can report for another container: labels of the data point win', async () => {
  const metric = `dsp_test_${randomBytes(6).toString('hex')}`;
  await sendFromNode(
    { 'service.name': 'platform-api', node: 'platform-api', source: 'infra' },
    metric,
    randomBytes(16).toString('hex'),
    { node: 'service-b', container: 'service-b' },
  );
  const { labels } = await eventually(metric, async () => (await query(metric))[0]);
  assert.equal(labels['node'], 'service-b');
  assert.equal(labels['container'], 'service-b');
  assert.equal(labels['source'], 'infra');
});

/** Sends one gauge and one span by OTLP/HTTP from a node's place, since only nodes reach the Collector. */
async function sendFromNode(
  resource: Readonly<Record<string, string>>,
  metric: string,
  traceId: string,
  pointAttributes: Readonly<Record<string, string>> = {},
): Promise<void> {
  const nanoseconds = `${Date.now()}000000`;
  const metrics = {
    resourceMetrics: [
      {
        resource: { attributes: keyValues(resource) },
        scopeMetrics: [
          {
            metrics: [
              {
                name: metric,
                gauge: {
                  dataPoints: [
                    { timeUnixNano: nanoseconds, asInt: '1', attributes: keyValues(pointAttributes) },
                  ],
                },
              },
            ],
          },
        ],
      },
    ],
  };
  const span = {
    traceId,
    spanId: randomBytes(8).toString('hex'),
    name: 'test',
    kind: 1,
    startTimeUnixNano: nanoseconds,
    endTimeUnixNano: nanoseconds,
  };
  const traces = {
    resourceSpans: [{ resource: { attributes: keyValues(resource) }, scopeSpans: [{ spans: [span] }] }],
  };
  await inServiceA(`
    for (const [signal, body] of ${JSON.stringify(Object.entries({ metrics, traces }))}) {
      const response = await fetch('http://collector:4318/v1/' + signal, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      if (!response.ok) throw new Error(signal + ' ' + response.status);
    }
  `);
}

function keyValues(attributes: Readonly<Record<string, string>>) {
  return Object.entries(attributes).map(([key, value]) => ({ key, value: { stringValue: value } }));
}
