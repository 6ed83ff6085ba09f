import type { Address, MissingPart, StartedLine } from '../../contract/platform-progress.ts';
import { catalog } from '../../stack/images/catalog.ts';
import type { ImageSpec } from '../../stack/images/image.ts';
import { apiUrl } from '../platform/api.ts';
import { formatSeconds } from '../../system/terminal/duration.ts';
import type { Steps } from '../print/steps.ts';
import type { Style } from '../../system/terminal/style.ts';
import type { Terminal } from '../../system/terminal/terminal.ts';
import { stepSummary } from './last-start.ts';
import type { StartProgress } from './progress.ts';

/** What the last lines of `npm start` are made from. */
export interface WelcomeFacts {
  readonly seconds: number;
  readonly isLive: boolean;
  readonly runId: string | undefined;
  readonly services: readonly string[];
  readonly missing: readonly MissingPart[];
  /** Address of the Platform API. */
  readonly api: string;
  readonly stepSummary: string;
}

/** A start that has come to its end. */
export interface Welcome {
  readonly terminal: Terminal;
  readonly progress: StartProgress;
  readonly steps: Steps;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly isInBackground: boolean;
}

/** Prints the last lines of a start. */
export function printWelcome(welcome: Welcome): void {
  const { terminal } = welcome;
  for (const line of welcomeLines(welcomeFacts(welcome), terminal.style)) terminal.print(line);
}

/** The same for a program. */
export function startedLine(welcome: Welcome): StartedLine {
  const { isLive, seconds, services, api, missing } = welcomeFacts(welcome);
  return {
    ...{ type: 'outcome', outcome: 'started', isLive, seconds, missing },
    addresses: addressesOf(services, api),
  };
}

function welcomeFacts({ progress, steps, env, isInBackground }: Welcome): WelcomeFacts {
  return {
    seconds: steps.elapsedSeconds(),
    isLive: progress.isLive,
    runId: progress.runId,
    services: progress.services,
    missing: whatIsMissing(progress, isInBackground ? [...progress.later, ...progress.laterServices] : []),
    api: apiUrl(env).replace('127.0.0.1', 'localhost'),
    stepSummary: stepSummary(steps.records()),
  };
}

/** Parts that were not started, and images that no part needs but some feature does. */
export function whatIsMissing(
  progress: Pick<StartProgress, 'leftOut' | 'images'>,
  coming: readonly Pick<ImageSpec, 'name'>[],
): MissingPart[] {
  const comes = (name: string) => coming.some((image) => image.name === name);
  const partsMissing = progress.leftOut.map(({ part, reason }) => ({
    title: part.title,
    reason,
    without: catalog.find(({ name }) => name === part.service)?.without ?? '',
    comes: comes(part.service),
  }));
  const imagesMissing = progress.images
    .filter(
      ({ name, state }) =>
        state === 'left-out' && !progress.leftOut.some(({ part }) => part.service === name),
    )
    .map(({ name }) => ({
      title: name,
      reason: 'its image is not at hand',
      without: catalog.find((image) => image.name === name)?.without ?? '',
      comes: false,
    }));
  const imagesComing = coming
    .filter(({ name }) => !progress.leftOut.some(({ part }) => part.service === name))
    .map(({ name }) => ({ title: name, reason: '', without: '', comes: true }));
  return [...partsMissing, ...imagesMissing, ...imagesComing];
}

/** Where everything is, what is missing, and what to try next. */
export function welcomeLines(facts: WelcomeFacts, style: Style): string[] {
  const { services, api } = facts;
  const live = facts.isLive
    ? `Live after ${formatSeconds(facts.seconds)}: traffic runs, its metrics and a trace across both services were seen.`
    : `Up after ${formatSeconds(facts.seconds)}, without traffic.`;
  return [
    '',
    style.bold(live),
    style.dim(facts.stepSummary),
    '',
    ...addressLines(services, api),
    ...missingLines(facts),
    '',
    style.bold('Next things to try'),
    ...nextLines(facts),
  ];
}

function addressLines(services: readonly string[], api: string): string[] {
  return addressesOf(services, api).map(({ title, url }) => `${title.padEnd(14)} ${url}`);
}

function addressesOf(services: readonly string[], api: string): Address[] {
  const addresses: readonly (readonly [string, string, string])[] = [
    ['api', 'Swagger UI', `${api}/swagger`],
    ['api', 'Platform API', `${api}/api/health`],
    ['grafana', 'Grafana', 'http://localhost:3000'],
    ['prometheus', 'Prometheus', 'http://localhost:9090'],
    ['tempo', 'Tempo', 'http://localhost:3200/api/search'],
    ['loki', 'Loki', 'http://localhost:3100'],
    ['service-a', 'ServiceA', 'http://localhost:10001/api/message-a'],
    ['service-b', 'ServiceB', 'http://localhost:10002/api/message-b'],
  ];
  return addresses
    .filter(([service]) => services.includes(service))
    .map(([service, title, url]) => ({ service, title, url }));
}

function missingLines({ missing }: WelcomeFacts): string[] {
  const coming = missing.filter(({ comes }) => comes).map(({ title }) => title);
  const lines = [
    ...missing
      .filter(({ comes }) => !comes)
      .map(({ title, reason, without }) => `${title} is left out: ${reason}. ${without}`.trimEnd()),
    ...(coming.length === 0
      ? []
      : [
          `${coming.join(', ')}: made ready in the background, each usable as soon as it is there (npm run status).`,
        ]),
  ];
  return lines.length === 0 ? [] : ['', ...lines];
}

function nextLines({ api, isLive, runId }: WelcomeFacts): string[] {
  const json = `-H 'content-type: application/json'`;
  const lines: [string, string][] = [
    [
      'More traffic',
      `curl -X POST ${api}/api/traffic/start ${json} -d '{"targetUrl":"http://service-a/api/message-a","rps":10,"durationSeconds":300}'`,
    ],
    [
      'Freeze a node for 30 s',
      `curl -X POST ${api}/api/faults ${json} -d '{"kind":"pause","targets":{"nodes":["service-b"]},"durationSeconds":30}'`,
    ],
    ['End every fault', `curl -X DELETE ${api}/api/faults`],
    ...(isLive && runId !== undefined
      ? ([['Stop the traffic', `curl -X POST ${api}/api/traffic/stop ${json} -d '{}'`]] as [string, string][])
      : []),
    ['What runs', 'npm run status'],
    ['The end', 'npm run stop'],
  ];
  return lines.map(([title, command]) => `  ${title.padEnd(24)} ${command}`);
}
