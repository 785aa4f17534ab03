import type { CommandLine } from './command-line.js';
import { UsageError } from './usage-error.js';

export const EXIT = { ok: 0, failed: 1, usage: 2 } as const;

/** Where the command writes: the process's own streams, or a test's. */
export interface Streams {
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
}

/** The command `mi-codegen`: returns its exit code. */
export async function main(words: readonly string[], streams: Streams = process): Promise<number> {
  try {
    return await run(words, streams);
  } catch (error) {
    const what = error instanceof Error ? error.stack : String(error);
    streams.stderr.write(`${what}\nThis is a bug of mi-codegen: please report it with the lines above.\n`);
    return EXIT.failed;
  }
}

async function run(words: readonly string[], streams: Streams): Promise<number> {
  // yargs is only needed by the command, and takes a while to load.
  const { parseArguments } = await import('./command-line.js');
  let commandLine: CommandLine | null;
  try {
    commandLine = await parseArguments(words, (text) => streams.stdout.write(`${text}\n`));
    if (commandLine === null) return EXIT.ok;
    const { withPassword } = await import('./password.js');
    commandLine = { ...commandLine, generate: await withPassword(commandLine.generate) };
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    streams.stderr.write(`mi-codegen: ${error.message}\nTry "mi-codegen --help".\n`);
    return EXIT.usage;
  }
  const { runGenerate } = await import('./commands/generate-command.js');
  return runGenerate(commandLine, streams);
}
