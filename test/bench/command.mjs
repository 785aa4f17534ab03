// `npm run bench`: the command, measured as whole processes, each beside its floor: what must be done in any case.
//
//   npm run bench -- [schema.mof] [--rounds N] [--only GROUP] [--class NAME] [--json FILE] [--beside COMMAND] [--count]
//
//   schema.mof   the main file of a schema; without it, copies of the schema that is in the package, of DMTF's size
//   --rounds     how often each is run (5); the table has medians
//   --only       a group of: command, start-up, phases, sizes, windows, tsc; may be given again; default: all
//   --class      the class for the run with one class; default: the class in the middle
//   --json       writes the figures to a file, too
//   --beside     another generator for the same schema, as a line for bash, to compare with: "omigen …"
//   --count      counts instructions instead of time, by perf or callgrind: other work on the machine does not change
//                them. One run each, which callgrind makes about fifty times as long.
//
// The runs alternate. Compare ratios: times depend on the machine, and on what else it does. The files are in the
// system's folder for temporary files ($TMPDIR): where that is a slow disk, name one in memory.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { processesIn } from './processes.mjs';
import { benchRows } from './rows.mjs';
import { figuresOf, table } from './table.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: 'string', default: '5' },
    only: { type: 'string', multiple: true },
    class: { type: 'string' },
    json: { type: 'string' },
    beside: { type: 'string' },
    count: { type: 'boolean', default: false },
  },
});

const folder = mkdtempSync(join(tmpdir(), 'mi-codegen-bench-'));
try {
  measure();
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function measure() {
  const processes = processesIn(folder);
  const [schema] = positionals;
  const rows = benchRows(root, folder, processes, {
    schema: schema === undefined ? null : resolve(schema),
    className: options.class ?? null,
    beside: options.beside ?? null,
    groups: options.only ?? [],
  }).filter(({ line }) => line === undefined || !options.count);
  const rounds = options.count ? 1 : Number(options.rounds);
  const runs = new Map(rows.map(({ name }) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    for (const row of rows) {
      row.before?.();
      runs.get(row.name).push(options.count ? counted(processes, row) : timed(processes, row));
    }
  }
  const figures = figuresOf(rows, runs);
  const unit = options.count ? 'millions of instructions' : 'milliseconds';
  console.log(`Node ${process.version}, ${cpus().length} processors, load ${loadavg()[0].toFixed(2)}`);
  console.log(`medians of ${rounds} rounds, ${unit}\n\n${table(figures)}`);
  if (options.json !== undefined)
    writeFileSync(options.json, `${JSON.stringify({ unit, rounds, figures }, null, 2)}\n`);
}

function timed({ node, shell }, { args, line }) {
  return line === undefined ? node(...args) : shell(line);
}

function counted({ countInstructions }, { args }) {
  const millions = countInstructions(...args) / 1e6;
  return { wall: null, cpu: millions, megabytes: null };
}
