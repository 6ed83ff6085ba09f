import * as vscode from 'vscode';
import type { CommandName } from '../contributions/commands.ts';

interface Link {
  title: () => string;
  icon: string;
  command: CommandName;
  about: () => string;
  /** Where it is on the machine that the platform runs on; `api` stands for the address of the Platform API. */
  url: string;
  /** The part of the platform that serves it, as `GET /api/health` names it. */
  part: string;
}

/** Everything of the platform that a browser can show. */
export const links = {
  page: {
    title: () => vscode.l10n.t('Live page'),
    icon: 'graph-line',
    command: 'openInBrowser',
    about: () => vscode.l10n.t('charts, topology, traces, logs'),
    url: 'api/',
    part: 'api',
  },
  grafana: {
    title: () => 'Grafana',
    icon: 'dashboard',
    command: 'openGrafana',
    about: () => vscode.l10n.t('dashboards'),
    url: 'http://localhost:3000/',
    part: 'grafana',
  },
  swagger: {
    title: () => 'Swagger UI',
    icon: 'symbol-interface',
    command: 'openSwagger',
    about: () => vscode.l10n.t('the API, to try out'),
    url: 'api/swagger',
    part: 'api',
  },
  prometheus: {
    title: () => 'Prometheus',
    icon: 'flame',
    command: 'openPrometheus',
    about: () => vscode.l10n.t('metrics'),
    url: 'http://localhost:9090/',
    part: 'prometheus',
  },
  tempo: {
    title: () => 'Tempo',
    icon: 'list-tree',
    command: 'openTempo',
    about: () => vscode.l10n.t('traces'),
    url: 'http://localhost:3200/api/search',
    part: 'tempo',
  },
} as const satisfies Record<string, Link>;

export type LinkName = keyof typeof links;
