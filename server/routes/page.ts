import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type Router from '@koa/router';
import type { Context, DefaultContext, DefaultState } from 'koa';

/** Files of the page besides its HTML. */
const files = {
  'main.js': 'text/javascript',
  'main.js.map': 'application/json',
  'styles.css': 'text/css',
  'styles.css.map': 'application/json',
  'icon.svg': 'image/svg+xml',
} as const;

/** Nothing but our own files and our own API; no inline script and no inline style. */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Serves the live page at `/`, its files under `/page/`. */
export function addPage(router: Router<DefaultState, DefaultContext>, assets: string): void {
  const answer = async (ctx: Context, file: string, type: string): Promise<void> => {
    ctx.body = await readFile(join(assets, file));
    ctx.type = type;
    ctx.set('content-security-policy', contentSecurityPolicy);
  };
  router.get('/', (ctx) => answer(ctx, 'index.html', 'text/html'));
  for (const [file, type] of Object.entries(files)) {
    router.get(`/page/${file}`, (ctx) => answer(ctx, file, type));
  }
}
