import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { loadMof } from '../../dist/generator/index.js';
import { TYPESCRIPT_VERSIONS } from '../tools/typescript-versions.mjs';
import { writeAmendedSchema } from './amended-schema.mjs';
import { check } from './bench-run.mjs';
import { compileModules } from './modules.mjs';
import { PHASES } from './phases.mjs';
import { compileClasses, filesIn, writeCopier, writeEmpty, writeImporter, writeReader } from './programs.mjs';
import { writeCopies } from './schema-copies.mjs';
import { compilation, writeProject } from './tsc-project.mjs';

/** So many copies of the schema in the package have about as many classes as DMTF's schema. */
const COPIES = 23;

/** The most columns of the name of another generator. */
const MAX_NAME = 30;

/** What is measured, by groups. Each returns rows: see {@link benchRows}. */
const GROUPS = { command, 'start-up': startUp, phases, sizes, windows, tsc };

export const GROUP_NAMES = Object.keys(GROUPS);

/**
 * The rows of the table, in order. A row has a `name`, a `group`, the arguments of Node (`args`) or a line for bash
 * (`line`), what comes `before` each run, and what it is compared with: see `figuresOf`.
 *
 * @param folder where all files are written
 * @param given the options of the command: see `commandOptions`
 */
export function benchRows(root, folder, processes, given) {
  const bench = prepare(root, folder, processes, given);
  const rows = given.groups.flatMap((group) => GROUPS[group](bench).map((row) => ({ group, ...row })));
  const isUsed = ({ name }) => rows.some(({ floor, after }) => floor === name || after === name);
  return [...floors(bench).filter(isUsed), ...rows];
}

/** Generates once, for what the floors read and write. */
function prepare(root, folder, processes, { schema: given, className, beside }) {
  const path = (...names) => join(folder, ...names);
  // With these two, the command keeps its manifests here, and not in the folder of the user.
  const cache = path('node_modules/.cache');
  mkdirSync(path('node_modules'), { recursive: true });
  writeFileSync(path('package.json'), '{ "type": "module" }\n');
  const bundled = join(root, 'generator/source/bundled/root-cimv2/root-cimv2.mof');
  const mof = given ?? writeCopies(load(bundled).files, COPIES, path('schema'));
  const command = (...words) => [join(root, 'dist/generator/bin.js'), ...words];
  const generate = (from, to, ...words) => command('root/cimv2', '--mof', from, '--out', path(to), '-q', ...words);
  processes.time({ name: mof, args: generate(mof, 'expected') });
  const outputs = filesIn(path('expected'));
  const classes = outputs.map((file) => basename(file, '.ts')).filter((name) => name !== 'index');
  const one = className ?? classes[Math.floor(classes.length / 2)];
  check(classes.includes(one), `--class ${one}: the schema has no such class`);
  // Without the manifests as well: the next run has to do its work.
  const remove = (name) => () => {
    for (const each of [path(name), cache]) rmSync(each, { recursive: true, force: true });
  };
  return { root, path, mof, command, generate, outputs, classes, one, beside, remove, ...load(mof) };
}

/** A schema, with the paths of its files. */
function load(mof) {
  return loadMof([mof], { namespace: 'root/cimv2' });
}

function floors({ path, files, outputs, remove }) {
  const read = writeReader(path('read.mjs'), [...files, ...outputs.map((file) => path('expected', file))]);
  const copy = writeCopier(path('copy.mjs'), files, path('expected'), path('copy'));
  return [
    { name: 'node -e 0', args: ['-e', '0'] },
    { name: 'node empty.mjs', args: [writeEmpty(path('empty.mjs'))] },
    { name: 'read only', args: [read] },
    { name: 'read and write', args: [copy], before: remove('copy') },
  ].map((row) => ({ group: 'floors', ...row }));
}

/** In a round, `unchanged` and both rows of `--check` find what `to disk` has written. */
function command({ generate, mof, one, beside, remove }) {
  const others = beside === null ? [] : [{ name: shortened(beside), line: beside, floor: 'to disk' }];
  const compare = generate(mof, 'out', '--check');
  return [
    { name: 'to disk', args: generate(mof, 'out'), before: remove('out'), floor: 'read and write' },
    { name: 'unchanged', args: generate(mof, 'out'), floor: 'node -e 0' },
    { name: '--check', args: compare, floor: 'read only' },
    { name: '--check --no-cache', args: [...compare, '--no-cache'], floor: 'read only' },
    { name: `--class ${one}`, args: generate(mof, 'one', '--class', one), before: remove('one'), floor: 'node -e 0' },
    ...others,
  ];
}

function shortened(line) {
  const name = line.trim().replace(/\s+/g, ' ');
  return name.length <= MAX_NAME ? name : `${name.slice(0, MAX_NAME - 1)}…`;
}

function startUp({ root, path, command, classes }) {
  const runtime = join(root, 'dist/runtime');
  const modules = compileClasses(path('expected'), path('modules'), join(runtime, 'v1/index.js'));
  const find = (name) => filesIn(modules).find((file) => basename(file) === `${name}.js`);
  const imported = (name, file) => ({
    name: `import ${name}`,
    args: [writeImporter(path(`import ${basename(name)}.mjs`), pathToFileURL(file).href)],
    floor: 'node empty.mjs',
  });
  return [
    { name: '--version', args: command('--version'), floor: 'node -e 0' },
    { name: '--help', args: command('--help'), floor: 'node -e 0' },
    imported('mi-codegen/runtime', join(runtime, 'index.js')),
    imported('one class', join(modules, find(classes[0]))),
    imported('all classes', join(modules, find('index'))),
  ];
}

/** Each phase in a process that does it and all earlier ones. */
function phases({ root, path, files, remove }) {
  const program = join(root, 'test/bench/phase-program.mjs');
  const modules = compileModules(root);
  return PHASES.map((phase, index) => ({
    name: phase,
    args: [program, modules, phase, path('phase'), ...files],
    before: remove('phase'),
    after: PHASES[index - 1] ?? 'node empty.mjs',
  }));
}

function sizes({ path, files, classes, generate, remove }) {
  const rows = [1, 4, 16].map((copies) => ({
    name: `${copies}x of the schema, a class`,
    args: generate(writeCopies(files, copies, path(`copies${copies}`)), 'many'),
    before: remove('many'),
    units: copies * classes.length,
  }));
  return rows.map((row) => ({ ...row, floor: rows[0].name }));
}

function windows({ path, mof, schema, classes, generate, remove }) {
  const [main, amendments] = writeAmendedSchema(schema.classes, path('windows'));
  const rows = [
    { name: 'to disk, a class', args: generate(mof, 'plain'), before: remove('plain') },
    {
      name: 'with amendments in UTF-16, a class',
      args: generate(main, 'amended', '--mof', amendments),
      before: remove('amended'),
    },
  ];
  return rows.map((row) => ({ ...row, units: classes.length, floor: rows[0].name }));
}

function tsc({ root, path }) {
  return TYPESCRIPT_VERSIONS.flatMap((version) => {
    const empty = writeProject(root, path(`empty-${version}`), ['empty.ts']);
    const full = writeProject(root, path(`tsc-${version}`), ['../expected']);
    return [
      { name: `tsc ${version}, no classes`, ...compilation(version, empty) },
      { name: `tsc ${version}`, ...compilation(version, full), floor: `tsc ${version}, no classes` },
    ];
  });
}
