import type { Words } from './words.ts';

interface ColorEntry {
  id: string;
  description: Words;
  defaults: Record<'dark' | 'light' | 'highContrast' | 'highContrastLight', string>;
}

/** Colours of our own, for which the editor's themes have none that can be read on all of their backgrounds. */
export const colors = {
  fault: {
    id: 'dsp.faultForeground',
    description: {
      en: 'Names of nodes that a fault is on, and signs of active faults.',
      ru: 'Имена узлов, на которых есть сбой, и значки активных сбоев.',
    },
    defaults: {
      dark: '#ff9d6b',
      light: '#7a2000',
      highContrast: '#ffb27a',
      highContrastLight: '#7a2000',
    },
  },
} as const satisfies Record<string, ColorEntry>;
