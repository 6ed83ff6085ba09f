/** Labels by which the platform knows what is its own. Everything else on the machine does not exist for it. */
export const labels = {
  /** On a node: its name. */
  node: 'dsp.node',
  /** On a node: the language it is written in, shown to people. */
  language: 'dsp.language',
  /** On a job: its kind. */
  job: 'dsp.job',
  /** On a job: its id. */
  id: 'dsp.id',
  /** On a job: what it is for, as JSON. */
  purpose: 'dsp.purpose',
  /** Tells Pumba to leave this container alone. */
  pumbaSkip: 'com.gaiaadm.pumba.skip',
} as const;
