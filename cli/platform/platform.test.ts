import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { parse } from 'yaml';
import { ProblemError } from '../../contract/problems.ts';
import { catalog } from '../../stack/images/catalog.ts';
import { rootFolder } from '../../system/files/root-folder.ts';
import { probeImage } from '../preflight/kernel-probe.ts';
import { apiFailure, apiUrl, connectApi } from './api.ts';
import { parts, projectName } from './parts.ts';
import { readCopy } from './this-copy.ts';

interface ComposeFile {
  name?: string;
  services?: Record<string, { image: string; ports?: string[]; build?: unknown; restart?: string }>;
}
const readCompose = (path: string) =>
  parse(readFileSync(join(rootFolder, path), 'utf8'), { merge: true }) as ComposeFile;
const withDefaults = (text = '') => text.replace(/\$\{\w+:-([^}]*)\}/g, '$1');
const services = {
  ...readCompose('stack/compose.yaml').services,
  ...readCompose('demo-services/compose.yaml').services,
};

test('the table of parts says what the Compose files say', () => {
  assert.equal(readCompose('compose.yaml').name, projectName);
  for (const { service, ports } of parts) {
    const published = (services[service]?.ports ?? []).map((text) => Number(text.split(':')[1]));
    assert.deepEqual(published, ports, service);
  }
  // Only images are built of these: the Platform API starts their containers.
  const lasting = Object.keys(services).filter((name) => !['shaper', 'stressor'].includes(name));
  assert.deepEqual(lasting.sort(), parts.map(({ service }) => service).sort());
  assert.equal(withDefaults(services['shaper']?.image), probeImage);
});

test('without the command line tool the Compose files take the version and the sources of this checkout', () => {
  const { version, build, apiDockerfile } = readCopy(rootFolder);
  const text = ['stack', 'demo-services'].map((folder) =>
    readFileSync(join(rootFolder, folder, 'compose.yaml'), 'utf8'),
  );
  const defaults = [...text.join('\n').matchAll(/\$\{(DSP_(?:VERSION|BUILD|API_DOCKERFILE)):-([^}]*)\}/g)];
  const expected = { DSP_VERSION: version, DSP_BUILD: build, DSP_API_DOCKERFILE: apiDockerfile };
  const names = new Set(defaults.map(([, name]) => name));
  assert.deepEqual([...names].sort(), Object.keys(expected).sort());
  for (const [, name, value] of defaults) assert.equal(value, expected[name as keyof typeof expected], name);
});

test('every image that is not built here is in the catalog of images', () => {
  const known = catalog.flatMap(({ reference, alternative }) => [reference, alternative]);
  for (const [name, { image, build }] of Object.entries(services)) {
    const reference = withDefaults(image);
    if (build === undefined) assert.ok(known.includes(reference), `${name}: ${reference}`);
  }
});

test('takes the address and the token of the API from the environment', async () => {
  assert.equal(apiUrl({}), 'http://127.0.0.1:5050');
  assert.equal(apiUrl({ DSP_API_URL: 'http://lab:5050/' }), 'http://lab:5050');
  const unreachable = connectApi({ DSP_API_URL: 'http://127.0.0.1:59999' });
  await assert.rejects(unreachable('nodeList', {}), (error) => {
    const failure = apiFailure(error, 'http://127.0.0.1:59999');
    assert.match(failure.message, /does not answer at http:\/\/127\.0\.0\.1:59999 \(ECONNREFUSED\)/);
    assert.match(failure.remedy ?? '', /npm start/);
    return true;
  });
});

test('a problem of the API becomes its sentence, its fields and its remedy', () => {
  const errors = [{ field: 'durationSeconds', message: 'must be at most 86400', value: 1e9 }];
  const failure = apiFailure(new ProblemError('invalid-request', undefined, { errors }), 'u');
  assert.equal(failure.message, 'The request is not valid.');
  assert.deepEqual(failure.details, ['durationSeconds: must be at most 86400 (given: 1000000000)']);
  assert.match(failure.remedy ?? '', /Correct the fields/);
  assert.match(
    apiFailure(new ProblemError('node-not-found', 'No node "x".'), 'u').message,
    /no such node\. No node "x"\./,
  );
});
