import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import type { z } from 'zod';
import { faultCatalog, faultKinds } from './faults/catalog.ts';
import { FaultRequest, FaultTargets } from './faults/fault.ts';
import { Id, NodeName } from './names.ts';
import { problemDocument, ProblemError, problems, type ProblemCode } from './problems.ts';
import type { Route } from './route.ts';
import { routes } from './routes.ts';
import { TrafficRequest } from './traffic/request.ts';

const targets = { nodes: ['service-b'] };

/** A valid input for each schema that has required fields, by the name of its operation. */
const valid: Record<string, object> = {
  'trafficStart body': { targetUrl: 'http://service-a/' },
  'trafficPlan body': { targetUrl: 'http://service-a/' },
  'trafficChange body': { rps: 5 },
  'faultCreate body': { kind: 'pause', targets },
  'metricsQuery query': { query: 'up' },
};

const inputs = (Object.entries(routes) as [string, Route][]).flatMap(([name, route]) =>
  (['query', 'body'] as const).flatMap((part) => {
    const schema = route[part];
    return schema === undefined ? [] : [{ name: `${name} ${part}`, schema }];
  }),
);

for (const { name, schema } of inputs) {
  test(`${name} refuses a field that it does not know`, () => {
    const result = schema.safeParse({ ...valid[name], unknownField: 1 });
    const issues = result.success ? [] : result.error.issues;
    const unknown = issues.flatMap((issue) => (issue.code === 'unrecognized_keys' ? issue.keys : []));
    assert.deepEqual(unknown, ['unknownField']);
  });
}

for (const [kind, { params }] of Object.entries(faultCatalog)) {
  test(`${kind} refuses a parameter that it does not know`, () => {
    const result = (params as z.ZodObject).safeParse({ image: 'evil' });
    const keys = result.error?.issues.flatMap((issue) =>
      issue.code === 'unrecognized_keys' ? issue.keys : [],
    );
    assert.deepEqual(keys, ['image']);
  });
}

test('every kind of fault can be asked for with its kind and its targets alone, or says what is missing', () => {
  for (const kind of faultKinds) {
    const result = FaultRequest.safeParse({ kind, targets });
    if (result.success) {
      assert.deepEqual(
        [result.data.durationSeconds, result.data.driver, result.data.dryRun],
        [60, 'auto', false],
      );
    } else {
      for (const { path, message } of result.error.issues) {
        assert.ok(['params', 'peers'].includes(String(path[0])), `${kind}: ${message}`);
      }
    }
  }
});

test('a name that is accepted is a host name that needs no escaping anywhere', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 70 }), (text) => {
      if (!NodeName.safeParse(text).success) return;
      assert.equal(encodeURIComponent(text), text);
      assert.match(text, /^[a-z0-9]([a-z0-9._-]{0,61}[a-z0-9])?$/);
    }),
    {
      numRuns: 2_000,
      examples: [['a\n'], ['\na'], ['..'], ['a/b'], ['a b'], ['-a'], ['a-'], ['A'], ['a'.repeat(64)]],
    },
  );
  for (const name of ['service-a', 'a', '0', 'db_1.eu', 'a'.repeat(63)])
    assert.ok(NodeName.safeParse(name).success);
});

test('an id that is accepted is one segment of a path', () => {
  for (const id of ['../x', 'f-1/2', 'F-1234', 'f-1\n', 'abc', '', 'f-1234%2f', 'x'.repeat(42)]) {
    assert.equal(Id.safeParse(id).success, false, id);
  }
  assert.ok(Id.safeParse('f-9k2m4x7q').success);
});

test('targets are named by nodes or by labels, and drawn by a number or a share', () => {
  const parse = (value: object) => FaultTargets.safeParse(value).success;
  assert.ok(parse({ nodes: ['a'] }));
  assert.ok(parse({ labels: { tier: 'x' }, count: 1 }));
  assert.ok(parse({ labels: { tier: 'x' }, percent: 0.5 }));
  assert.ok(!parse({}));
  assert.ok(!parse({ labels: {} }));
  assert.ok(!parse({ nodes: ['a'], labels: { tier: 'x' } }));
  assert.ok(!parse({ labels: { tier: 'x' }, count: 1, percent: 1 }));
});

test('values of headers that could break out of their line are refused', () => {
  const accepts = (value: string) =>
    TrafficRequest.safeParse({ targetUrl: 'http://service-a/', headers: { 'x-a': value } }).success;
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 20 }), (value) => {
      assert.equal(accepts(value), /^[\t\x20-\x7e]*$/.test(value));
    }),
  );
});

test('every problem has a status of an error, a title and a remedy in whole sentences', () => {
  for (const [code, { status, title, remedy }] of Object.entries(problems)) {
    assert.ok(status >= 400 && status < 600, code);
    for (const words of [title, remedy]) assert.match(words, /^[A-Z"].*[.]$/, code);
    assert.match(code, /^[a-z]+(-[a-z]+)*$/);
  }
});

test('a problem document is what RFC 9457 asks for', () => {
  for (const code of Object.keys(problems) as ProblemCode[]) {
    const document = new ProblemError(code, 'the case').toDocument();
    assert.deepEqual(document, problemDocument(code, 'the case'));
    assert.equal(document.type, `urn:dsp:problem:${code}`);
    assert.equal(document.status, problems[code].status);
    assert.equal(document.detail, 'the case');
  }
  assert.ok(!('detail' in problemDocument('not-found')));
  assert.ok(!('errors' in problemDocument('not-found')));
});
