import { render } from 'preact';
import { App } from './app/app.tsx';
import { askToken } from './app/token.tsx';
import { useTransport } from './state/api.ts';
import { followPlatform } from './state/follow-platform.ts';
import { followTheme } from './state/theme.ts';
import { browserTransport } from './transport/browser.ts';

useTransport(browserTransport(askToken));
followTheme();
followPlatform();

const root = document.querySelector('#page');
if (root !== null) render(<App />, root);
