import yargs, { type Argv, type Options } from 'yargs';
import { nearestName } from '../../runtime/nearest-name.js';
import { ownVersion } from '../package-files.js';
import { type Call, type Command, type CommandLine, type Flag, UsageError } from './command.js';

/**
 * Parses the words of a command line.
 *
 * @returns null when `--help` or `--version` was answered
 * @throws UsageError
 */
export async function parseCommandLine(
  call: Call,
  command: Command,
  print: (text: string) => void,
): Promise<CommandLine | null> {
  refuseMistypedCommand(call);
  refuseFlagValues(command.flags, call.words);
  let answered = false;
  const argv = await createParser(call, command).parseAsync([...call.words], {}, (error, _argv, output) => {
    if (error) throw new UsageError(withSuggestion(error.message, command.flags));
    if (output !== '') {
      answered = true;
      print(output);
    }
  });
  if (answered) return null;
  // The words behind `--` are in `_`.
  const operands = [...texts(argv[command.operands?.name ?? '']), ...texts(argv._)];
  command.operands?.check(operands);
  return { operands, flags: givenFlags(command.flags, argv) };
}

/**
 * What may stand in place of the word that is being typed, for the shell in `SHELL` as its script reads it.
 *
 * @param call the words before that word
 * @returns nothing where a path may stand: the shell completes paths
 */
export async function completions(call: Call, command: Command, typed: string): Promise<readonly string[]> {
  const flagOf = (word = '') => command.flags.find(({ name, short }) => word === `--${name}` || word === `-${short}`);
  const flag = flagOf(call.words.at(-1));
  const isValue = flag !== undefined && flag.type !== 'flag';
  const isCommand = call.words.length === 0 && call.others.length > 0;
  if (isValue ? flag.choices === undefined : !typed.startsWith('-') && !isCommand) return [];
  // yargs leaves out what is there already, but lists may be repeated, and the last word may be typed to its end.
  const words = call.words.filter((word) => flagOf(word)?.type !== 'list');
  const found = await createParser(call, command).getCompletion([...words, typed.startsWith('-') ? '--' : '']);
  // It would also offer `--q` for `-q`.
  return found.filter((text) => !/^--\w(?::|$)/.test(text));
}

/** The script by which the shell in `SHELL` asks for {@link completions}. */
export async function completionScript(): Promise<string> {
  let script = '';
  const parser = yargs().scriptName('mi-codegen').completion('completion');
  await parser.parseAsync('completion', {}, (_error, _argv, output) => {
    script = output;
  });
  return script;
}

/** A namespace of one name is hardly ever meant where a command has nearly that name. */
function refuseMistypedCommand({ script, words: [word = ''], others }: Call): void {
  const names = others.map(({ name }) => name);
  const meant = /^-|[\\/]/.test(word) ? null : nearestName(word, names);
  if (meant === null) return;
  throw new UsageError(`did you mean "${script} ${meant}"? A namespace "${word}" is written /${word}`);
}

/** Without this check yargs would take `--dry-run=yes` for false, and the run would write. */
function refuseFlagValues(flags: readonly Flag[], words: readonly string[]): void {
  for (const word of words) {
    if (word === '--') return;
    const [, dashes, name = ''] = /^(--?)([a-z-]+)=/.exec(word) ?? [];
    const takesNone = flags.some((flag) => flag.type === 'flag' && (flag.name === name || flag.short === name));
    if (takesNone) throw new UsageError(`${dashes}${name} takes no value`);
  }
}

/** The flags that were given. Refuses one that is given twice or is empty, which yargs does not check. */
function givenFlags(flags: readonly Flag[], argv: Readonly<Record<string, unknown>>): CommandLine['flags'] {
  const given = flags.filter(({ name }) => argv[name] !== undefined);
  const twice = given.find(({ name, type }) => type === 'text' && Array.isArray(argv[name]));
  if (twice !== undefined) throw new UsageError(`--${twice.name} is given more than once`);
  const empty = given.find(({ name }) => [argv[name]].flat().includes(''));
  if (empty !== undefined) throw new UsageError(`the value of --${empty.name} is empty`);
  return Object.fromEntries(given.map((flag) => [flag.name, flagValue(flag, argv[flag.name])]));
}

function flagValue({ type }: Flag, value: unknown): boolean | string | readonly string[] {
  switch (type) {
    case 'flag':
      // A flag that is given twice is an array.
      return value === true || Array.isArray(value);
    case 'text':
      return String(value);
    case 'list':
      return texts(value);
  }
}

function texts(value: unknown): string[] {
  return [value ?? []].flat().map(String);
}

/** Adds suggestions to the message of yargs about unknown flags. */
function withSuggestion(message: string, flags: readonly Flag[]): string {
  const [, unknown = ''] = /^Unknown arguments?: (.+)$/.exec(message) ?? [];
  const names = [...flags.map(({ name }) => name), 'help', 'version'];
  const meant = new Set(unknown.split(', ').flatMap((name) => nearestName(name, names) ?? []));
  if (meant.size === 0) return message;
  return `${message}; did you mean ${Array.from(meant, (name) => `--${name}`).join(', ')}?`;
}

function createParser({ entry, script, others }: Call, { operands, flags, examples, epilogue }: Command): Argv {
  const parser = yargs()
    .scriptName(script)
    .usage(`${operands === null ? '$0' : `$0 ${operands.usage}`}\n\n${entry.description}`)
    .command(operands === null ? '$0' : `$0 [${operands.name}...]`, false, (command) =>
      operands === null
        ? command
        : command.positional(operands.name, { describe: operands.description, type: 'string', array: true }),
    )
    .options(Object.fromEntries(flags.map((flag) => [flag.name, toOption(flag)])))
    .example(examples.map(([command, description]) => [command, description]))
    .epilogue(epilogue)
    .alias('help', 'h')
    // By default, this would be the version of the project that mi-codegen is installed in.
    .version(ownVersion())
    .wrap(100)
    .locale('en')
    .parserConfiguration({
      'boolean-negation': false,
      'camel-case-expansion': false,
      'duplicate-arguments-array': true,
      'greedy-arrays': false,
      'parse-positional-numbers': false,
    })
    .strict()
    .exitProcess(false);
  // Only for the help: no other command is run through this parser.
  for (const { name, description } of others) parser.command(name, description);
  return parser;
}

function toOption({ type, short, choices, default: shown, group, description }: Flag): Options {
  return {
    ...(type === 'flag' ? { type: 'boolean' } : { type: 'string', requiresArg: true }),
    ...(type === 'list' ? { array: true } : {}),
    ...(short === undefined ? {} : { alias: short }),
    ...(choices === undefined ? {} : { choices }),
    ...(shown === undefined ? {} : { defaultDescription: JSON.stringify(shown) }),
    group,
    describe: description,
  };
}
