/** Environment variables as the process has them. */
export type Variables = Readonly<Record<string, string | undefined>>;

/**
 * Turns environment variables into values and collects what is wrong with them.
 * A variable that is unset or empty has its default.
 */
export class Environment {
  readonly problems: string[] = [];
  readonly #variables: Variables;

  constructor(variables: Variables) {
    this.#variables = variables;
  }

  integer(name: string, fallback: number, low: number, high: number): number {
    return this.#read(name, fallback, `an integer from ${low} to ${high}`, (text) => {
      const value = /^\d+$/.test(text) ? Number(text) : NaN;
      return value >= low && value <= high ? value : undefined;
    });
  }

  oneOf<const Value extends string>(name: string, values: readonly Value[], fallback: NoInfer<Value>): Value {
    return this.#read(name, fallback, values.join(' or '), (text) => values.find((value) => value === text));
  }

  httpUrl(name: string, fallback: string): URL {
    return this.#read(name, new URL(fallback), 'an http or https URL', (text) => {
      const url = URL.canParse(text) ? new URL(text) : undefined;
      return url && /^https?:$/.test(url.protocol) ? url : undefined;
    });
  }

  #read<Value>(
    name: string,
    fallback: Value,
    bound: string,
    parse: (text: string) => Value | undefined,
  ): Value {
    const text = this.#variables[name];
    if (text === undefined || text === '') return fallback;
    const value = parse(text);
    if (value === undefined) this.problems.push(`${name} must be ${bound}, but is ${JSON.stringify(text)}`);
    return value ?? fallback;
  }
}
