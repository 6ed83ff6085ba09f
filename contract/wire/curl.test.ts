import assert from 'node:assert/strict';
import { test } from 'node:test';
import { curlOf } from './curl.ts';

const origin = 'http://127.0.0.1:5050';

test('a body goes as JSON, which makes it a POST', () => {
  assert.equal(
    curlOf(origin, 'trafficStart', { body: { targetUrl: 'http://service-a/api/message-a', rps: 10 } }),
    `curl http://127.0.0.1:5050/api/traffic/start --json '{"targetUrl":"http://service-a/api/message-a","rps":10}'`,
  );
});

test('other methods are named', () => {
  assert.equal(curlOf(origin, 'faultHalt', {}), 'curl -X DELETE http://127.0.0.1:5050/api/faults');
  assert.equal(
    curlOf(origin, 'trafficChange', { params: { id: 'r-1234' }, body: { rps: 5 } }),
    `curl -X PATCH http://127.0.0.1:5050/api/traffic/r-1234 --json '{"rps":5}'`,
  );
});

test('queries and quotes survive a shell', () => {
  assert.equal(
    curlOf(origin, 'logSearch', { query: { text: "it's", node: 'service-a' } }),
    `curl 'http://127.0.0.1:5050/api/logs?text=it%27s&node=service-a'`,
  );
  assert.equal(
    curlOf(origin, 'trafficStart', { body: { targetUrl: 'http://a', name: "it's" } }),
    `curl http://127.0.0.1:5050/api/traffic/start --json '{"targetUrl":"http://a","name":"it'\\''s"}'`,
  );
});
