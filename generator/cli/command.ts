/** The exit codes of every command. */
export const EXIT = { ok: 0, failed: 1, usage: 2 } as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** Where a command writes: the streams of the process, or those of a test. */
export interface Streams {
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
}

/** A flag of a command, without the dashes. */
export interface Flag {
  readonly name: string;
  /** The same flag as one letter. */
  readonly short?: string;
  /** `list` may be repeated, `flag` takes no value. */
  readonly type: 'flag' | 'text' | 'list';
  readonly choices?: readonly string[];
  /** What `--help` shows as the default. The parser does not fill it in. */
  readonly default?: string;
  /** The heading in `--help`. */
  readonly group: string;
  readonly description: string;
}

/** A parsed command line. It holds only what was given, so that a flag can be told from a default. */
export interface CommandLine {
  /** The words that belong to no flag. */
  readonly operands: readonly string[];
  /** The value of each flag that was given: true or false, a text, or a list of texts. */
  readonly flags: Readonly<Record<string, boolean | string | readonly string[]>>;
}

/** One of the commands of `mi-codegen`. */
export interface Command {
  /** The words that belong to no flag; null where the command takes none. */
  readonly operands: {
    readonly name: string;
    /** How `--help` shows them: `<namespace...>`. */
    readonly usage: string;
    readonly description: string;
    /** @throws UsageError for operands that must be a mistake */
    check(operands: readonly string[]): void;
  } | null;
  readonly flags: readonly Flag[];
  /** Command lines, each with what it does. */
  readonly examples: readonly (readonly [command: string, description: string])[];
  /** The end of `--help`. */
  readonly epilogue: string;
  /** @throws UsageError when the command line is wrong */
  run(commandLine: CommandLine, streams: Streams): Promise<ExitCode>;
}

/** A command by name. It is loaded only when it is called. */
export interface CommandEntry {
  readonly name: string;
  /** What the command does, as one sentence. */
  readonly description: string;
  load(): Promise<Command>;
}

/** A command as it was called. */
export interface Call {
  readonly entry: CommandEntry;
  /** How the command is called: `mi-codegen`, `mi-codegen diff`. */
  readonly script: string;
  /** The words of the command line that are for the command. */
  readonly words: readonly string[];
  /** The other commands that its help lists. */
  readonly others: readonly CommandEntry[];
}

/** A command line that is wrong. The message says why. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
