/**
 * Builds everything that is shipped into `dist/`; with arguments only the named parts.
 *
 *   server      dist/server/main.js        the Platform API, one file
 *               dist/server/k6.js          the script that every traffic job runs
 *               dist/server/swagger/       Swagger UI
 *               dist/server/page/          the live page, which the editor's extension shows as well
 *   cli         dist/cli/main.js           the command line tool, without node_modules
 *   extension   dist/extension/main.cjs    the editor's extension
 */
import { buildCli } from './build/cli.mjs';
import { buildExtension } from './build/extension.mjs';
import { buildServer } from './build/server.mjs';

const parts = { server: buildServer, cli: buildCli, extension: buildExtension };
const asked = process.argv.slice(2);
const unknown = asked.find((name) => !Object.hasOwn(parts, name));
if (unknown !== undefined) {
  console.error(`There is no part "${unknown}". Parts: ${Object.keys(parts).join(' ')}`);
  process.exit(2);
}
for (const [name, build] of Object.entries(parts)) {
  if (asked.length === 0 || asked.includes(name)) await build();
}
