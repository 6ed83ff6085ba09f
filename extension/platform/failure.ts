/** An expected failure of installing, starting or stopping the platform: a sentence and what to do about it. */
export class PlatformFailure extends Error {
  readonly remedy: string | undefined;

  constructor(sentence: string, remedy?: string) {
    super(sentence);
    this.name = 'PlatformFailure';
    this.remedy = remedy;
  }
}
