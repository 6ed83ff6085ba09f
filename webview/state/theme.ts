import { signal } from '@preact/signals';

export type Theme = 'light' | 'dark' | 'contrast-light' | 'contrast-dark';

/** How the page looks. Charts, which are drawn and not styled, read their colours anew when it changes. */
export const theme = signal<Theme>('light');

const dark = matchMedia('(prefers-color-scheme: dark)');
const contrast = matchMedia('(prefers-contrast: more)');

/** Follows the editor's theme where there is one, else what the person has chosen for the whole system. */
export function followTheme(): void {
  const apply = (): void => {
    const next = themeOfEditor(document.body.dataset['vscodeThemeKind']) ?? themeOfSystem();
    // First the styles: who is told of the theme reads its colours from them.
    document.documentElement.dataset['theme'] = next;
    theme.value = next;
  };
  dark.addEventListener('change', apply);
  contrast.addEventListener('change', apply);
  new MutationObserver(apply).observe(document.body, {
    attributeFilter: ['class', 'data-vscode-theme-kind'],
  });
  apply();
}

function themeOfEditor(kind: string | undefined): Theme | undefined {
  switch (kind) {
    case 'vscode-light':
      return 'light';
    case 'vscode-dark':
      return 'dark';
    case 'vscode-high-contrast':
      return 'contrast-dark';
    case 'vscode-high-contrast-light':
      return 'contrast-light';
    default:
      return undefined;
  }
}

function themeOfSystem(): Theme {
  const shade = dark.matches ? 'dark' : 'light';
  return contrast.matches ? `contrast-${shade}` : shade;
}
