// `npm run bench`: the command, measured as whole processes, each beside its floor: what must be done in any case.
//
//   npm run bench -- [schema.mof] [--rounds N] [--only GROUP] [--class NAME] [--json FILE] [--beside COMMAND] [--count]
//
//   schema.mof   the main file of a schema; without it, copies of the schema that is in the package, of DMTF's size
//   --rounds     how often each is run (5); the table has medians
//   --only       one of the groups below; may be given again; default: all
//   --class      the class for the run with one class; default: the class in the middle
//   --json       writes the figures to a file, too
//   --beside     another generator for the same schema, as a line for bash, to compare with: "omigen …"
//   --count      counts instructions instead of time, by perf or callgrind: other work on the machine does not change
//                them. One run each, which callgrind makes about fifty times as long.
//
// The groups:
//
//   command      runs of the command: all classes, one class, and again where nothing has changed
//   start-up     what is loaded before any work: the command, the runtime, generated classes
//   phases       the parts of the command's work. A row is what its phase adds to all before it: + lex
//   sizes        1, 4 and 16 copies of the schema, in time for each class
//   windows      the schema in the form that Windows has: amendments, in UTF-16. It needs no Windows.
//   tsc          the generated classes in each supported version of TypeScript
//
// The runs alternate. Compare ratios: times depend on the machine, and on what else it does. The files are in $TMPDIR;
// where it is not set, in /dev/shm, which is in memory, or in the system's folder for temporary files.
import { writeFileSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { conditions, printConditions, printRounds, runBench } from './bench-run.mjs';
import { commandOptions } from './command-options.mjs';
import { processesIn } from './processes.mjs';
import { benchRows, GROUP_NAMES } from './rows.mjs';
import { figuresOf, table } from './table.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));

await runBench(async (folder) => {
  const options = commandOptions(process.argv.slice(2), GROUP_NAMES);
  const { schema, rounds, count, json } = options;
  const processes = processesIn(folder);
  const measure = count ? processes.count : processes.time;
  const rows = benchRows(root, folder, processes, options).filter(({ line }) => line === undefined || !count);
  const runs = new Map(rows.map(({ name }) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    for (const row of rows) {
      row.before?.();
      runs.get(row.name).push(measure(row));
      // A run blocks this process: it learns of signals here.
      await setImmediate();
    }
  }
  const figures = figuresOf(rows, runs);
  const where = conditions();
  console.log(printConditions(where));
  console.log(`${count ? 'one run of each, counted' : printRounds(rounds)}\n\n${table(figures)}`);
  if (json !== undefined) {
    writeFileSync(json, `${JSON.stringify({ ...where, schema, rounds, figures }, null, 2)}\n`);
  }
});
