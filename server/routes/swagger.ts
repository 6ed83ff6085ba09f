import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type Router from '@koa/router';
import type { DefaultContext, DefaultState } from 'koa';

const files = {
  'swagger-ui.css': 'text/css',
  'swagger-ui-bundle.js': 'text/javascript',
  'favicon-32x32.png': 'image/png',
} as const;

const page = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>Distributed System Platform: API</title>
    <link rel="icon" type="image/png" href="/swagger/favicon-32x32.png" />
    <link rel="stylesheet" href="/swagger/swagger-ui.css" />
  </head>
  <body>
    <div id="swagger"></div>
    <script src="/swagger/swagger-ui-bundle.js"></script>
    <script src="/swagger/start.js"></script>
  </body>
</html>
`;

/** A file of its own, because the content security policy allows no inline script. */
const start = `SwaggerUIBundle({
  url: '/api/openapi.json',
  dom_id: '#swagger',
  deepLinking: true,
  persistAuthorization: false,
  tryItOutEnabled: true,
  validatorUrl: null,
});
`;

/** Serves Swagger UI from our own copy: nothing is loaded from another host. */
export function addSwagger(
  router: Router<DefaultState, DefaultContext>,
  assets: string,
  document: object,
): void {
  router.get('/api/openapi.json', (ctx) => {
    ctx.body = document;
  });
  router.get('/swagger', (ctx) => {
    ctx.type = 'text/html';
    ctx.body = page;
  });
  router.get('/swagger/start.js', (ctx) => {
    ctx.type = 'text/javascript';
    ctx.body = start;
  });
  for (const [name, type] of Object.entries(files)) {
    router.get(`/swagger/${name}`, async (ctx) => {
      ctx.type = type;
      ctx.body = await readFile(join(assets, name));
    });
  }
}
