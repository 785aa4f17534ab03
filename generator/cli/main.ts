import { visibleLine } from '../diagnostics/index.js';
import { EXIT, type ExitCode, type Streams, UsageError } from './command.js';
import { COMMANDS, findCommand } from './commands.js';

/** The command `mi-codegen`: runs it, and returns its exit code. */
export async function main(words: readonly string[], streams: Streams = process): Promise<ExitCode> {
  try {
    return await run(words, streams);
  } catch (error) {
    const what = error instanceof Error ? (error.stack ?? error.message) : String(error);
    streams.stderr.write(`${printable(what)}\nThis is a bug of mi-codegen: please report it with the lines above.\n`);
    return EXIT.failed;
  }
}

async function run(words: readonly string[], streams: Streams): Promise<ExitCode> {
  const call = findCommand(COMMANDS, words);
  // yargs takes a while to load, and nothing else needs it.
  const [command, { parseCommandLine }] = await Promise.all([call.entry.load(), import('./command-line.js')]);
  try {
    const commandLine = await parseCommandLine(call, command, (text) => streams.stdout.write(`${text}\n`));
    return commandLine === null ? EXIT.ok : await command.run(commandLine, streams);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    streams.stderr.write(`${printable(`mi-codegen: ${error.message}`)}\nTry "mi-codegen --help".\n`);
    return EXIT.usage;
  }
}

function printable(lines: string): string {
  return lines.split('\n').map(visibleLine).join('\n');
}
