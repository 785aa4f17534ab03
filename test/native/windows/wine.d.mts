/** What a Windows program wrote, and how it ended. */
export interface WineResult {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface WineOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** Milliseconds; two minutes unless it is given. */
  readonly timeout?: number;
}

/** Packages with binaries for Windows that the tests need there. */
export const BINARIES: readonly string[];

/** What keeps Windows programs from running here, or null. */
export function wineMissing(): string | null;

/** What keeps Windows' Node from running here, or null. */
export function windowsNodeMissing(): string | null;

/**
 * Runs a Windows program in the repository's folder and waits for its end. Its output goes through files, since
 * Wine's Node cannot write to a pipe. Paths of this machine work as arguments.
 */
export function runInWine(program: string, args: readonly string[], options?: WineOptions): WineResult;

/** Runs Windows' Node, with the Windows binaries of native packages beside this machine's. */
export function runNodeInWine(args: readonly string[], options?: WineOptions): WineResult;
