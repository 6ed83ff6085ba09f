import * as vscode from 'vscode';
import type { TrafficRun } from '../../contract/traffic/run.ts';
import { formatMs, formatNumber, formatTime } from '../../contract/words/format.ts';
import { isRunning, type Lab } from '../lab/lab.ts';
import type { Entry, EntryCache } from './entry.ts';
import { tableOf } from './table.ts';
import { inUnits, stateWords } from './words.ts';

/** A run of traffic, with its rate as planned and as achieved, and its errors. */
export function runEntry(lab: Lab, cache: EntryCache, runId: string): Entry {
  const id = `run:${runId}`;
  return cache.of(id, () => ({
    id,
    subject() {
      const run = lab.runs.get(runId);
      return run && { kind: 'run', run };
    },
    draw() {
      const run = lab.runs.get(runId);
      return run && drawRun(run);
    },
    tooltip() {
      const run = lab.runs.get(runId);
      return run && tooltipOf(run);
    },
  }));
}

function drawRun(run: TrafficRun): vscode.TreeItem {
  const { t } = vscode.l10n;
  const words = stateWords(t);
  const item = new vscode.TreeItem(`${t(run.scenario.type)} → ${hostOf(run.targetUrl)}`);
  const failed = errorShare(run);
  const rate = (rps: number): string => inUnits(t, formatNumber(rps));
  const told =
    run.live === null
      ? [words[run.state], formatTime(run.endedAt ?? run.createdAt), t('{0} requests', run.requests)]
      : [t('{0} of {1} /s', rate(run.live.achievedRps), rate(run.live.plannedRps))];
  if (failed !== undefined) told.push(t('{0} % errors', failed));
  if (run.droppedIterations > 0) told.push(t('{0} not sent', run.droppedIterations));
  item.description = told.join(' · ');
  item.iconPath = iconOf(run);
  const isChangeable = run.state === 'running' && run.scenario.type === 'constant';
  item.contextValue = isRunning(run) ? `run.running${isChangeable ? '.changeable' : ''}` : 'run.over';
  item.accessibilityInformation = {
    label: t('Traffic {0}, {1}', item.label as string, item.description),
    role: 'treeitem',
  };
  return item;
}

/** The node that a target is on: the path would leave no room for what matters. */
function hostOf(url: string): string {
  return shortTarget(url).split('/', 1)[0] ?? url;
}

/** A target without what all of them share. */
export function shortTarget(url: string): string {
  return url.replace(/^https?:\/\//, '');
}

/** Percent of the requests that failed, with one digit; `undefined` when none did. */
function errorShare({ requests, failedRequests }: TrafficRun): string | undefined {
  return failedRequests === 0 ? undefined : ((100 * failedRequests) / Math.max(1, requests)).toFixed(1);
}

function iconOf(run: TrafficRun): vscode.ThemeIcon {
  if (run.state === 'failed') return new vscode.ThemeIcon('error', new vscode.ThemeColor('charts.red'));
  if (isRunning(run)) return new vscode.ThemeIcon('pulse', new vscode.ThemeColor('charts.blue'));
  return new vscode.ThemeIcon('check');
}

function tooltipOf(run: TrafficRun): vscode.MarkdownString {
  const { t } = vscode.l10n;
  const latency = run.live?.latencyMs ?? run.latencyMs;
  const rows: [string, string][] = [
    [t('Target'), `${run.method} ${run.targetUrl}`],
    [t('Requests'), t('{0} of {1} planned', run.requests, run.plannedRequests)],
    [t('Failed'), String(run.failedRequests)],
    [t('Not sent by the generator'), String(run.droppedIterations)],
    [
      t('Latency p50, p95, p99'),
      [latency.p50, latency.p95, latency.p99].map((ms) => inUnits(t, formatMs(ms))).join(', '),
    ],
    [t('Seed'), String(run.seed)],
  ];
  if (run.reason !== null) rows.push([t('Reason'), run.reason]);
  return tableOf(run.name, rows);
}
