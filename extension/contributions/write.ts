/** `npm run manifest`: writes what the registry says into package.json and package.nls*.json. */
import { readFileSync, writeFileSync } from 'node:fs';
import { format, resolveConfig } from 'prettier';
import { makeManifest } from './manifest.ts';

const root = new URL('../../', import.meta.url);
const { manifest, en, ru } = makeManifest();
const present = JSON.parse(readFileSync(new URL('package.json', root), 'utf8')) as object;

await write('package.json', { ...present, ...manifest });
await write('package.nls.json', en);
await write('package.nls.ru.json', ru);

async function write(name: string, content: object): Promise<void> {
  const options = (await resolveConfig('package.json')) ?? {};
  const text = await format(JSON.stringify(content, null, 2), { ...options, parser: 'json-stringify' });
  writeFileSync(new URL(name, root), text);
}
