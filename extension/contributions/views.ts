import type { Words } from './words.ts';

export const containerId = 'dsp';
export const containerTitle: Words = { en: 'Distributed System', ru: 'Распределённая система' };

interface ViewEntry {
  id: string;
  title: Words;
  type: 'tree' | 'webview';
  icon: string;
  visibility?: 'collapsed';
  /** Share of the height at first. */
  size?: number;
}

/** The views of the container, top to bottom. */
export const views = {
  nodes: { id: 'dsp.nodes', title: { en: 'Nodes', ru: 'Узлы' }, type: 'tree', icon: '$(server)', size: 3 },
  traffic: {
    id: 'dsp.traffic',
    title: { en: 'Traffic', ru: 'Трафик' },
    type: 'tree',
    icon: '$(arrow-swap)',
    size: 2,
  },
  faults: { id: 'dsp.faults', title: { en: 'Faults', ru: 'Сбои' }, type: 'tree', icon: '$(zap)', size: 2 },
  live: {
    id: 'dsp.live',
    title: { en: 'Live', ru: 'Сейчас' },
    type: 'webview',
    icon: '$(graph-line)',
    visibility: 'collapsed',
    size: 3,
  },
  links: {
    id: 'dsp.links',
    title: { en: 'Links', ru: 'Ссылки' },
    type: 'tree',
    icon: '$(link-external)',
    visibility: 'collapsed',
    size: 1,
  },
} as const satisfies Record<string, ViewEntry>;

export type ViewName = keyof typeof views;

/** Type of the panel that shows the live page. */
export const livePanelType = 'dsp.livePanel';
