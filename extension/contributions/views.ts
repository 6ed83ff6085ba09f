import type { Words } from './words.ts';

export const containerId = 'dsp';
export const containerTitle: Words = { en: 'Distributed System', ru: 'Распределённая система' };

interface ViewEntry {
  id: string;
  title: Words;
  type: 'tree' | 'webview';
  icon: string;
  visibility?: 'collapsed';
}

/** The views of the container, top to bottom. */
export const views = {
  nodes: { id: 'dsp.nodes', title: { en: 'Nodes', ru: 'Узлы' }, type: 'tree', icon: '$(server)' },
  traffic: {
    id: 'dsp.traffic',
    title: { en: 'Traffic', ru: 'Трафик' },
    type: 'tree',
    icon: '$(arrow-swap)',
  },
  faults: { id: 'dsp.faults', title: { en: 'Faults', ru: 'Сбои' }, type: 'tree', icon: '$(zap)' },
  live: {
    id: 'dsp.live',
    title: { en: 'Live', ru: 'Сейчас' },
    type: 'webview',
    icon: '$(graph-line)',
    visibility: 'collapsed',
  },
  links: {
    id: 'dsp.links',
    title: { en: 'Links', ru: 'Ссылки' },
    type: 'tree',
    icon: '$(link-external)',
    visibility: 'collapsed',
  },
} as const satisfies Record<string, ViewEntry>;

export type ViewName = keyof typeof views;

/** Type of the panel that shows the live page. */
export const livePanelType = 'dsp.livePanel';
