import { isThrown, thrownText } from '../../runtime/values/shown.js';
import { visibleLine } from '../diagnostics/index.js';
import { EXIT, type ExitCode, type Streams, UsageError } from './command.js';
import { COMMANDS, findCommand } from './commands.js';

/** The command `mi-codegen`: runs it, and returns its exit code. */
export async function main(words: readonly string[], streams: Streams = process): Promise<ExitCode> {
  if (!isInFolder()) {
    streams.stderr.write(
      'mi-codegen: the folder that it was started in is not there any more: change to another one\n',
    );
    return EXIT.failed;
  }
  try {
    return await run(words, streams);
  } catch (error) {
    const what = thrownText(error, 'stack');
    streams.stderr.write(`${printable(what)}\nThis is a bug of mi-codegen: please report it with the lines above.\n`);
    return EXIT.failed;
  }
}

/** How the script of `mi-codegen completion` asks: then come the name of the program and what is typed. */
const COMPLETION_FLAG = '--get-yargs-completions';

async function run(words: readonly string[], streams: Streams): Promise<ExitCode> {
  const isCompletion = words[0] === COMPLETION_FLAG;
  const call = findCommand(COMMANDS, isCompletion ? words.slice(2, -1) : words);
  // yargs takes a while to load, and nothing else needs it.
  const [command, { completions, parseCommandLine }] = await Promise.all([
    call.entry.load(),
    import('./command-line.js'),
  ]);
  if (isCompletion) {
    for (const text of await completions(call, command, words.at(-1) ?? '')) streams.stdout.write(`${text}\n`);
    return EXIT.ok;
  }
  try {
    const commandLine = await parseCommandLine(call, command, (text) => streams.stdout.write(`${text}\n`));
    return commandLine === null ? EXIT.ok : await command.run(commandLine, streams);
  } catch (error) {
    if (!isThrown(error, UsageError)) throw error;
    streams.stderr.write(`${printable(`mi-codegen: ${error.message}`)}\nTry "${call.script} --help".\n`);
    return EXIT.usage;
  }
}

/** False where the working folder was removed: then no relative path leads anywhere. */
function isInFolder(): boolean {
  try {
    process.cwd();
    return true;
  } catch {
    return false;
  }
}

function printable(lines: string): string {
  return lines.split('\n').map(visibleLine).join('\n');
}
