import { usageFailure } from '../failure.ts';

/** What is lost with the volumes, in words. */
const volumesQuestion =
  'This removes the recorded metrics, logs, traces, dashboards and the journal of runs and faults. Remove them?';

/** Decides whether the data may go: by `--yes`, or by a person who is asked. CI=true alone is no consent. */
export async function mayRemoveVolumes(options: {
  readonly yes: boolean;
  readonly isTty: boolean;
  readonly ask: (question: string) => Promise<boolean>;
}): Promise<boolean> {
  if (options.yes) return true;
  if (!options.isTty) {
    throw usageFailure(
      'Nobody can be asked whether the data may be removed.',
      'Say so on the command line: npm run stop -- --volumes --yes.',
    );
  }
  return options.ask(volumesQuestion);
}
