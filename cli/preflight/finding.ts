/** How much a finding matters: `error` means that the platform cannot work so. */
export type Level = 'ok' | 'warning' | 'error';

/** What one check found, in one plain line, with one line of what to do about it. */
export interface Finding {
  readonly id: string;
  readonly title: string;
  readonly level: Level;
  readonly finding: string;
  readonly remedy?: string;
}

/** The part of a finding that a check decides; id and title are the check's own. */
export type Verdict = Omit<Finding, 'id' | 'title'>;

export const ok = (finding: string): Verdict => ({ level: 'ok', finding });

export const warning = (finding: string, remedy?: string): Verdict => ({
  level: 'warning',
  finding,
  ...(remedy === undefined ? {} : { remedy }),
});

export const error = (finding: string, remedy?: string): Verdict => ({
  level: 'error',
  finding,
  ...(remedy === undefined ? {} : { remedy }),
});
