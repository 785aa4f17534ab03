import { OPTION_TABLE } from '../../options/option-table.js';
import {
  type Command,
  type CommandLine,
  EXIT,
  type ExitCode,
  type Flag,
  type Streams,
  UsageError,
} from '../command.js';
import { CONFIG_FLAGS, configFile, readConfig } from '../config-flags.js';
import { OPTION_FLAGS } from '../generate-flags.js';
import { diagnosticsOf, ProgressLine } from '../generate-report.js';
import { completed, noteConfig } from '../read-targets.js';
import { reportFailure, reportingFlags, reportingFrom } from '../reporting.js';
import { runTargets } from '../run-targets.js';
import { type RunTarget, targetsOf } from '../targets.js';
import { isOk, outcomesToJson, reportTargets } from '../targets-report.js';
import type { WatchedRuns } from '../watch-targets.js';

const WATCH_FLAG: Flag = {
  name: 'watch',
  type: 'flag',
  group: 'Output:',
  description: 'generate again whenever the schema, the config or a source changes',
};

const REPORT_FLAGS: readonly Flag[] = [
  { name: 'full', type: 'flag', group: 'Reports:', description: 'with --check: the whole diff, however long' },
  ...reportingFlags('print errors and warnings only; with --check also the list of files'),
];

/** `mi-codegen root/cimv2`. Results go to stdout; diagnostics, notes and progress go to stderr. */
export const generateCommand: Command = {
  operands: {
    name: 'namespaces',
    usage: '[namespace...]',
    description: OPTION_TABLE.namespaces.description,
    check: checkNamespaces,
  },
  flags: [...OPTION_FLAGS, WATCH_FLAG, ...CONFIG_FLAGS, ...REPORT_FLAGS],
  examples: [
    ['$0 root/cimv2', 'typed classes of what this machine has'],
    ['$0 root/cimv2 --class "Win32_Service*"', 'only these, and what they need'],
    ['$0 root/cimv2 --mof "schema/*.mof"', 'a schema of your own; CIM-XML with --cim-xml'],
    ['$0 root/cimv2 --destination server01', 'the schema of another machine'],
    ['$0', 'what mi-codegen.config.ts says'],
    ['$0 --check', 'in CI: fail when the output is out of date'],
  ],
  epilogue: [
    'Options that are [array] may be repeated. "root/**" means all namespaces below root.',
    'Without --mof and --cim-xml, the schema is read from MI; on a machine without MI, from what mi-codegen brings of root/cimv2.',
    'A config has the options by their names: export default defineConfig({ namespaces: ["root/cimv2"], out: "src/cim" }). Flags win over it. Where it has "targets", namespaces select among them, and --json prints { ok, targets }.',
    'Exit codes: 0 done, 1 the work failed (or --check found a difference), 2 the command line or the config is wrong.',
  ].join('\n'),
  run: runGenerate,
};

function checkNamespaces(namespaces: readonly string[]): void {
  // A shell has expanded `--mof *.mof`: only the first file belongs to the flag.
  for (const namespace of namespaces) {
    const [flag, glob] = /\.m(of|fl)$/i.test(namespace) ? ['--mof', '*.mof'] : ['--cim-xml', '*.xml'];
    if (!/\.(m(of|fl)|xml)$/i.test(namespace)) continue;
    const help = `write ${flag} before each file, or quote the glob: ${flag} "${glob}"`;
    throw new UsageError(`"${namespace}" is not a namespace; ${help}`);
  }
}

async function runGenerate(commandLine: CommandLine, streams: Streams): Promise<ExitCode> {
  const reporting = { ...reportingFrom(commandLine), full: commandLine.flags['full'] === true };
  const progress = new ProgressLine(streams.stderr);
  const passwords = new Map<string, string>();
  const readTargets = async (configFiles?: Set<string>) => {
    const config = await readConfig(configFile(commandLine), configFiles);
    const isSilent = reporting.quiet || reporting.json;
    return await completed(targetsOf(commandLine, config), isSilent ? null : progress, passwords);
  };
  let targets: readonly RunTarget[];
  try {
    noteConfig(commandLine, reporting, streams);
    if (commandLine.flags['watch'] === true)
      return await watch({ readTargets, progress, reporting, streams }, commandLine);
    targets = await readTargets();
  } catch (error) {
    reportFailure(diagnosticsOf(error), reporting, streams);
    return EXIT.usage;
  }
  const outcomes = await runTargets(targets);
  progress.clear();
  if (reporting.json) streams.stdout.write(`${outcomesToJson(outcomes)}\n`);
  else await reportTargets(outcomes, reporting, streams);
  return outcomes.every(isOk) ? EXIT.ok : EXIT.failed;
}

/** @throws UsageError for flags of a single run */
async function watch(runs: WatchedRuns, { flags }: CommandLine): Promise<ExitCode> {
  const single = ['check', 'dry-run', 'json'].find((name) => flags[name] === true);
  if (single !== undefined) throw new UsageError(`--watch and --${single} exclude each other`);
  const { watchTargets } = await import('../watch-targets.js');
  return await watchTargets(runs);
}
