import { relative, resolve } from 'node:path';
import { findConfig } from '../../config/find-config.js';
import { checkNoConfig, NEW_CONFIG, type NewConfig, writeNewConfig } from '../../config/new-config.js';
import { OPTION_TABLE } from '../../options/option-table.js';
import { type Command, type CommandLine, EXIT, type ExitCode, type Streams } from '../command.js';
import { checkedOptions, FLAG_SPELLING, givenOptions, givenSource, OPTION_FLAGS } from '../generate-flags.js';
import { diagnosticsOf } from '../generate-report.js';
import { checkFiles, classesQuestion, NAMESPACE, sourceQuestion, usualOut } from '../init-questions.js';
import { nextSteps } from '../init-steps.js';
import { type Answers, TerminalAnswers, USUAL_ANSWERS } from '../questions.js';
import { reportFailure, reportingFrom, reportNotes } from '../reporting.js';

/** The flags of `generate` that answer a question. */
const ANSWERING = ['mof', 'cim-xml', 'include-dir', 'live', 'bundled', 'class', 'used-by'];

/** `mi-codegen init`. What was done goes to stdout; questions, notes and errors go to stderr. */
export const initCommand: Command = {
  operands: {
    name: 'namespaces',
    usage: '[namespace...]',
    description: OPTION_TABLE.namespaces.description,
    check() {},
  },
  flags: [
    { name: 'yes', short: 'y', type: 'flag', group: 'Answers:', description: 'ask nothing: take the defaults' },
    ...OPTION_FLAGS.filter(({ name }) => ANSWERING.includes(name)),
    {
      name: 'out',
      type: 'text',
      group: 'Output:',
      description: 'folder to write to; default src/generated where there is a folder src, else generated',
    },
  ],
  examples: [
    ['$0', 'asks for namespace, schema and classes'],
    ['$0 --yes', 'the defaults'],
    ['$0 root/wmi --mof "mof/*.mof" --yes', 'the defaults for what no flag answers'],
  ],
  epilogue: [
    `Writes ${NEW_CONFIG} into the folder, where no config may be. What a flag answers is not asked.`,
    'By default the schema is read from schema/**/*.mof where there are such files, else as without a config.',
    'Exit codes: 0 done, 1 the work failed, 2 the command line is wrong.',
  ].join('\n'),
  run: runInit,
};

const COMPILED = `tsconfig.json takes ${NEW_CONFIG} for a part of your program: give it an "include" that names your sources`;

/** Whether the compiler would write the config as JavaScript. */
async function isCompiled(): Promise<boolean> {
  const { findProject } = await import('../../set-up/index.js');
  const project = await findProject(resolve(NEW_CONFIG));
  return project !== null && 'options' in project && project.options.noEmit !== true;
}

/** What the command line answers, as far as it does. */
interface GivenAnswers extends Partial<Pick<NewConfig, 'namespaces' | 'source' | 'out'>> {
  readonly choice?: Pick<NewConfig, 'classes' | 'usedBy'>;
}

async function runInit(commandLine: CommandLine, streams: Streams): Promise<ExitCode> {
  let config: NewConfig;
  try {
    checkNoConfig();
    const given = await givenAnswers(commandLine);
    const above = findConfig('.');
    if (above !== null) {
      reportNotes([`${relative(process.cwd(), above)} is there as well: here, the new config counts`], streams);
    }
    const isAsked = commandLine.flags['yes'] !== true && !isComplete(given);
    const answers = isAsked ? new TerminalAnswers(streams) : USUAL_ANSWERS;
    try {
      config = await completed(given, answers);
    } finally {
      answers.close();
    }
    writeNewConfig(config);
  } catch (error) {
    reportFailure(diagnosticsOf(error), reportingFrom(commandLine), streams, 'Nothing was written.\n');
    return EXIT.failed;
  }
  if (await isCompiled()) reportNotes([COMPILED], streams);
  streams.stdout.write(nextSteps(config));
  return EXIT.ok;
}

/**
 * @throws UsageError for options that `generate()` would refuse
 * @throws DiagnosticError for files that are not there
 */
async function givenAnswers(commandLine: CommandLine): Promise<GivenAnswers> {
  const { operands, flags } = commandLine;
  const given = givenSource(commandLine);
  const options = {
    ...givenOptions(commandLine),
    namespaces: operands.length > 0 ? operands : [NAMESPACE.usual],
    ...(given === null ? {} : { source: { kind: given.kind, ...given.values } }),
  };
  const { classes, usedBy, source } = checkedOptions(options, FLAG_SPELLING);
  await checkFiles(source, FLAG_SPELLING);
  return {
    ...(operands.length === 0 ? {} : { namespaces: operands }),
    ...(given === null ? {} : { source }),
    ...(classes.length === 0 && usedBy.length === 0 ? {} : { choice: { classes, usedBy } }),
    ...(flags['out'] === undefined ? {} : { out: String(flags['out']) }),
  };
}

function isComplete({ namespaces, source, choice }: GivenAnswers): boolean {
  return namespaces !== undefined && source !== undefined && choice !== undefined;
}

/** Asks for what is not given. */
async function completed(given: GivenAnswers, answers: Answers): Promise<NewConfig> {
  const namespaces = given.namespaces ?? (await answers.ask(NAMESPACE));
  const source = given.source === undefined ? await answers.ask(await sourceQuestion()) : given.source;
  const choice = given.choice ?? (await answers.ask(classesQuestion()));
  return { namespaces, source, ...choice, out: given.out ?? usualOut() };
}
