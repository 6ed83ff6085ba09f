import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import test from 'node:test';
import { Validator } from '@seriousme/openapi-schema-validator';
import { faultKinds } from '../../contract/faults/catalog.ts';
import { problems, type Problem, type ProblemCode } from '../../contract/problems.ts';
import { problemsOf } from '../../contract/route-problems.ts';
import type { Route } from '../../contract/route.ts';
import { routes } from '../../contract/routes.ts';
import { openApiDocument } from '../../server/routes/openapi.ts';
import { startPlatform } from '../support/platform.ts';

const golden = new URL('../../docs/openapi.json', import.meta.url);

interface Operation {
  operationId: string;
  summary: string;
  parameters?: { name: string; in: string; required?: boolean }[];
  requestBody?: { content: Record<string, unknown> };
  responses: Record<
    string,
    { description: string; content: Record<string, unknown>; links?: Record<string, { operationId: string }> }
  >;
}

const document = JSON.parse(JSON.stringify(openApiDocument())) as {
  openapi: string;
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, unknown> };
};

function operationOf(route: Route): Operation {
  const operation = document.paths[route.path]?.[route.method.toLowerCase()];
  assert.ok(operation, `${route.method} ${route.path} is not in the document`);
  return operation;
}

test('the document is valid OpenAPI 3.1', async () => {
  const { valid, errors } = await new Validator().validate(structuredClone(document));
  assert.equal(valid, true, JSON.stringify(errors, null, 2));
  assert.match(document.openapi, /^3\.1\./);
});

test('docs/openapi.json is the document (UPDATE_GOLDEN=1 writes it anew)', async () => {
  const text = `${JSON.stringify(document, null, 2)}\n`;
  if (process.env['UPDATE_GOLDEN'] === '1') await writeFile(golden, text);
  assert.equal(await readFile(golden, 'utf8'), text);
});

test('the API serves the document', async (t) => {
  const platform = await startPlatform(t);
  const answer = await platform.ask({ path: '/api/openapi.json' });
  assert.match(answer.headers['content-type'] ?? '', /^application\/json\b/);
  assert.deepEqual(answer.json, document);
});

test('every operation of the contract is in the document, under its own name, and nothing else is', () => {
  const all = Object.entries(routes) as [string, Route][];
  for (const [name, route] of all) assert.equal(operationOf(route).operationId, name);
  const documented = Object.values(document.paths).flatMap((methods) => Object.keys(methods));
  assert.equal(documented.length, all.length);
});

test('every operation of the contract is bound to a handler', async (t) => {
  const platform = await startPlatform(t);
  for (const { method, path, response } of Object.values(routes) as Route[]) {
    const address = path.replace(/\{\w+\}/g, 'unknown-1');
    // A stream would not end.
    const answer = await platform.ask({ method: response === undefined ? 'HEAD' : method, path: address });
    assert.notEqual(answer.status, 405, `${method} ${path}`);
    const code = (answer.json as { code?: string } | undefined)?.code;
    assert.ok(code !== 'not-found' && code !== 'internal-error', `${method} ${path}: ${answer.text}`);
  }
});

test('every problem of every operation is named in the document under its status', () => {
  for (const route of Object.values(routes) as Route[]) {
    for (const code of problemsOf(route)) {
      const response = operationOf(route).responses[problems[code].status];
      assert.ok(response?.description.includes(`\`${code}\``), `${code} of ${route.method} ${route.path}`);
      assert.deepEqual(Object.keys(response?.content ?? {}), ['application/problem+json']);
    }
  }
});

test('an operation with input documents that the input can be wrong', () => {
  for (const route of Object.values(routes) as Route[]) {
    const hasInput = route.params ?? route.query ?? route.body;
    if (hasInput === undefined) continue;
    assert.ok(problemsOf(route).includes('invalid-request'), `${route.method} ${route.path}`);
  }
});

test('an operation that asks the engine documents both that it is away and that it refuses', () => {
  for (const route of Object.values(routes) as Route[]) {
    const named: readonly ProblemCode[] = route.problems;
    if (named.includes('engine-failed')) assert.ok(named.includes('engine-unreachable'), route.path);
  }
});

test('an operation documents that it is held back exactly when it is', async (t) => {
  const platform = await startPlatform(t, { changes: { perSecond: 0, burst: 0 } });
  for (const route of Object.values(routes) as Route[]) {
    const { method, response } = route;
    const path = route.path.replace(/\{\w+\}/g, 'unknown-1');
    const answer = await platform.ask({ method: response === undefined ? 'HEAD' : method, path });
    const isHeldBack = (answer.json as Problem | undefined)?.code === 'too-many-requests';
    const isDocumented =
      operationOf(route).responses['429']?.description.includes('`too-many-requests`') ?? false;
    assert.equal(isDocumented, isHeldBack, `${method} ${path}`);
  }
});

test('every parameter of a path is documented as required', () => {
  for (const route of Object.values(routes) as Route[]) {
    for (const [, name] of route.path.matchAll(/\{(\w+)\}/g)) {
      const parameter = operationOf(route).parameters?.find((each) => each.name === name);
      assert.deepEqual([parameter?.in, parameter?.required], ['path', true], `${name} of ${route.path}`);
    }
  }
});

test('every link leads to an operation that takes an id', () => {
  const operations = Object.values(document.paths).flatMap((methods) => Object.values(methods));
  const linked = operations.flatMap(({ responses }) =>
    Object.values(responses).flatMap(({ links = {} }) => Object.values(links)),
  );
  assert.ok(linked.length > 0);
  for (const { operationId } of linked) {
    const parameters = operations.find((operation) => operation.operationId === operationId)?.parameters;
    assert.ok(
      parameters?.some(({ name, in: place }) => name === 'id' && place === 'path'),
      operationId,
    );
  }
});

test('every operation has words for people', () => {
  for (const route of Object.values(routes) as Route[]) {
    const { summary, responses } = operationOf(route);
    assert.ok(summary.length > 5, route.path);
    for (const { description } of Object.values(responses)) assert.ok(description.length > 5, route.path);
  }
});

test('the catalog tells every kind with its parameters as JSON Schema, its words and its drivers', async (t) => {
  const platform = await startPlatform(t);
  const { kinds } = await platform.call('faultCatalog', {});
  assert.deepEqual(
    kinds.map(({ kind }) => kind),
    faultKinds,
  );
  for (const { kind, params, description, effect, undo, drivers, category, direction } of kinds) {
    assert.equal(params['type'], 'object', kind);
    assert.equal(params['additionalProperties'], false, kind);
    for (const words of [description, effect, undo]) assert.match(words, /^[A-Z].*\.$/s, kind);
    assert.ok(drivers.length > 0, `no driver knows ${kind}`);
    assert.equal(direction !== null, category === 'network', kind);
    const fields = Object.entries((params['properties'] ?? {}) as Record<string, { description?: string }>);
    for (const [name, field] of fields) assert.ok(field.description, `${kind}.${name} has no description`);
  }
});
