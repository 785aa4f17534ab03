import { type ChildProcessWithoutNullStreams, type SpawnOptions, spawn } from 'node:child_process';

/** How a program ended. */
export interface ProgramEnd {
  /** What it printed to both streams. */
  readonly output: string;
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** Starts an ES module in a Node process of its own. */
export function spawnModule(
  text: string,
  options: Pick<SpawnOptions, 'cwd' | 'env'> = {},
): ChildProcessWithoutNullStreams {
  return spawn(process.execPath, ['--input-type=module', '-e', text], { ...options, stdio: 'pipe' });
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
