import type { ExitCode } from '../failure.ts';
import type { Terminal } from '../../system/terminal/terminal.ts';

/** One `--option` of a command. */
export interface OptionSpec {
  readonly type: 'boolean' | 'string';
  /** Stands for the value in the help text, such as `seconds`. */
  readonly value?: string;
  /** May be given several times. */
  readonly multiple?: boolean;
  readonly description: string;
}

/** A word after the command's name. */
export interface PositionalSpec {
  readonly name: string;
  readonly required: boolean;
  readonly description: string;
}

/** What was given on the command line, checked against the command's own table. */
export interface CommandInput {
  readonly flags: ReadonlySet<string>;
  readonly values: ReadonlyMap<string, readonly string[]>;
  readonly positionals: readonly string[];
}

/** The world as a command sees it. */
export interface CommandContext {
  /** The folder of the platform: where compose.yaml is. */
  readonly root: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly terminal: Terminal;
  /** Aborted by Ctrl-C or SIGTERM. */
  readonly signal: AbortSignal;
}

/** One command of `dsp`. */
export interface Command {
  /** As it is typed: `start`, `fault add`. */
  readonly name: string;
  readonly summary: string;
  /** Further paragraphs of the help text. */
  readonly description?: readonly string[];
  readonly positionals?: readonly PositionalSpec[];
  readonly options?: Readonly<Record<string, OptionSpec>>;
  readonly examples?: readonly string[];
  readonly run: (input: CommandInput, context: CommandContext) => Promise<ExitCode>;
}
