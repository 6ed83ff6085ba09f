import type { Context } from 'koa';
import { ProblemError, problemDocument } from '../../contract/problems.ts';
import { dashboards } from '../../stack/dashboards/all.ts';
import { answered, type Handlers } from '../http/bind-routes.ts';
import { openEventStream } from '../http/event-stream.ts';
import type { Observation } from '../observation.ts';

/** The routes that only look: what is called, what happened, traces, logs, panels and their points. */
export function observeRoutes({
  topology,
  traces,
  logs,
  followLogs,
  live,
  timeline,
}: Observation): Pick<
  Handlers,
  'topologyGet' | 'traceSearch' | 'traceGet' | 'logSearch' | 'panelList' | 'liveStream' | 'timelineGet'
> {
  return {
    topologyGet: ({ query }) => topology(query.node),
    traceSearch: async ({ query }) => ({ traces: await traces.search(query) }),
    traceGet: ({ params }) => traces.get(params.id),
    logSearch({ query }, ctx) {
      if (query.follow === 'false') return logs(query).then((records) => ({ records }));
      return answerFollower(ctx, (send) =>
        followLogs.follow(query, {
          records: (batch) => send('records', batch),
          failed: (error) => send('problem', problemOf(error)),
        }),
      );
    },
    panelList: () => ({ dashboards: [...dashboards] }),
    timelineGet: ({ query }) => timeline(query),

    liveStream: ({ query }, ctx) =>
      answerFollower(ctx, (send) =>
        live.follow(query, {
          points: (points) => send('points', points),
          failed: (error) => send('problem', problemOf(error)),
        }),
      ),
  };
}

type Send = (event: string, data: unknown) => void;

/**
 * Answers with a stream that goes on until the client leaves. What cannot be followed is refused before the answer
 * becomes a stream; nothing is sent before it is one.
 */
function answerFollower(ctx: Context, follow: (send: Send) => () => void): typeof answered {
  const early: (() => void)[] = [];
  let send: Send = (event, data) => void early.push(() => send(event, data));
  const stop = follow((event, data) => send(event, data));
  const stream = openEventStream(ctx);
  stream.signal.addEventListener('abort', stop);
  send = (event, data) => stream.send({ event, data });
  early.forEach((sendNow) => sendNow());
  return answered;
}

/** A stream goes on after a problem; it is told as an event. */
function problemOf(error: unknown) {
  if (error instanceof ProblemError) return error.toDocument();
  return problemDocument('internal-error');
}
