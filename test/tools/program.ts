import { type ChildProcessWithoutNullStreams, type SpawnOptions, spawn } from 'node:child_process';

/** How a program ended. */
export interface ProgramEnd {
  /** What it printed to both streams. */
  readonly output: string;
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** How often a process is started that Wine does not start. */
const STARTS = 3;

/** Starts Node. Wine fails to start one process in some ten thousand, of which nothing has run then. */
export function spawnNode(
  args: readonly string[],
  options: Pick<SpawnOptions, 'cwd' | 'env'> = {},
): ChildProcessWithoutNullStreams {
  for (let start = 1; ; start += 1) {
    try {
      return spawn(process.execPath, args, { ...options, stdio: 'pipe' });
    } catch (error) {
      if (start === STARTS || (error as NodeJS.ErrnoException).code !== 'UNKNOWN') throw error;
    }
  }
}

/** Starts an ES module in a Node process of its own. */
export function spawnModule(
  text: string,
  options: Pick<SpawnOptions, 'cwd' | 'env'> = {},
): ChildProcessWithoutNullStreams {
  return spawnNode(['--input-type=module', '-e', text], options);
}

/** Runs an ES module in a Node process of its own, to its end. */
export function runProgram(text: string, options: Pick<SpawnOptions, 'cwd' | 'env'> = {}): Promise<ProgramEnd> {
  const child = spawnModule(text, options);
  const output: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => output.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => output.push(chunk));
  return new Promise((resolve) => {
    child.on('close', (code, signal) => resolve({ output: Buffer.concat(output).toString().trim(), code, signal }));
  });
}
