import { render } from 'preact';
import { App } from './app/app.tsx';
import { startInEditor } from './app/in-editor.ts';
import { askToken } from './app/token.tsx';
import { useTransport } from './state/api.ts';
import { followPlatform } from './state/follow-platform.ts';
import { followTheme } from './state/theme.ts';
import { browserTransport } from './transport/browser.ts';

const root = document.querySelector<HTMLElement>('#page');
if (root !== null) {
  if (!startInEditor(root)) useTransport(browserTransport(askToken));
  followTheme();
  followPlatform();
  render(<App />, root);
}
