import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { loadMof } from '../../dist/generator/index.js';
import { writeAmendedSchema } from './amended-schema.mjs';
import { compileModules } from './modules.mjs';
import { PHASES } from './phases.mjs';
import { compileClasses, filesIn, writeCopier, writeEmpty, writeImporter, writeReader } from './programs.mjs';
import { schemaFiles, writeCopies } from './schema-copies.mjs';
import { compilerOf, TYPESCRIPT_VERSIONS, writeProject } from './tsc-project.mjs';

/** So many copies of the schema in the package have about as many classes as DMTF's schema. */
const COPIES = 23;

/** What is measured, by groups. Each returns rows: see {@link benchRows}. */
const GROUPS = { command, 'start-up': startUp, phases, sizes, windows, tsc };

/**
 * The rows of the table, in order. A row has a `name`, a `group`, the arguments of Node (`args`) or a line for bash
 * (`line`), what comes `before` each run, and what it is compared with: see `figuresOf`.
 *
 * @param folder where all files are written
 * @param given the main file of a schema (`schema`), a class of it (`className`), a line of another generator
 *   (`beside`), or null for each; and the `groups` that are wanted: all, if empty
 */
export function benchRows(root, folder, processes, given) {
  const bench = prepare(root, folder, processes, given);
  const names = given.groups.length > 0 ? given.groups : Object.keys(GROUPS);
  const unknown = names.find((name) => GROUPS[name] === undefined);
  if (unknown !== undefined) throw new Error(`no group ${unknown}: there are ${Object.keys(GROUPS).join(', ')}`);
  const rows = names.flatMap((group) => GROUPS[group](bench).map((row) => ({ group, ...row })));
  const isUsed = ({ name }) => rows.some(({ floor, after }) => floor === name || after === name);
  return [...floors(bench).filter(isUsed), ...rows];
}

/** Generates once, for what the floors read and write. */
function prepare(root, folder, processes, { schema, className, beside }) {
  const path = (...names) => join(folder, ...names);
  const cache = path('node_modules/.cache');
  mkdirSync(path('node_modules'), { recursive: true });
  writeFileSync(path('package.json'), '{ "type": "module" }\n');
  const bundled = join(root, 'generator/source/bundled/root-cimv2/root-cimv2.mof');
  const mof = schema ?? writeCopies(bundled, COPIES, path('schema'));
  const command = (...words) => [join(root, 'dist/generator/bin.js'), ...words];
  const generate = (from, to, ...words) => command('root/cimv2', '--mof', from, '--out', path(to), '-q', ...words);
  processes.node(...generate(mof, 'expected'));
  const outputs = filesIn(path('expected'));
  const classes = outputs.map((file) => basename(file, '.ts')).filter((name) => name !== 'index');
  // Without what the last run has left to compare with, either.
  const remove = (name) => () => {
    for (const folder of [path(name), cache]) rmSync(folder, { recursive: true, force: true });
  };
  return { root, path, mof, command, generate, outputs, classes, className, beside, remove };
}

function floors({ path, mof, outputs, remove }) {
  const inputs = schemaFiles(mof);
  const read = writeReader(path('read.mjs'), [...inputs, ...outputs.map((file) => path('expected', file))]);
  const copy = writeCopier(path('copy.mjs'), inputs, path('expected'), path('copy'));
  return [
    { name: 'node -e 0', args: ['-e', '0'] },
    { name: 'node empty.mjs', args: [writeEmpty(path('empty.mjs'))] },
    { name: 'read only', args: [read] },
    { name: 'read and write', args: [copy], before: remove('copy') },
  ].map((row) => ({ group: 'floors', ...row }));
}

function command({ generate, mof, classes, className, beside, remove }) {
  const one = className ?? classes[Math.floor(classes.length / 2)];
  const others = beside === null ? [] : [{ name: beside.trim().split(/\s/)[0], line: beside, floor: 'to disk' }];
  return [
    { name: 'to disk', args: generate(mof, 'out'), before: remove('out'), floor: 'read and write' },
    { name: 'unchanged', args: generate(mof, 'out'), floor: 'node -e 0' },
    { name: '--check', args: generate(mof, 'out', '--check'), floor: 'read only' },
    { name: `--class ${one}`, args: generate(mof, 'one', '--class', one), before: remove('one'), floor: 'node -e 0' },
    ...others,
  ];
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
function phases({ root, path, mof, remove }) {
  const program = join(root, 'test/bench/phase-program.mjs');
  const modules = compileModules(root);
  return PHASES.map((phase, index) => ({
    name: phase,
    args: [program, modules, phase, mof, path('phase')],
    before: remove('phase'),
    after: PHASES[index - 1] ?? 'node empty.mjs',
    floor: 'read and write',
  }));
}

function sizes({ path, mof, classes, generate, remove }) {
  const rows = [1, 4, 16].map((copies) => ({
    name: `${copies}x of the schema, a class`,
    args: generate(writeCopies(mof, copies, path(`copies${copies}`)), 'many'),
    before: remove('many'),
    units: copies * classes.length,
  }));
  return rows.map((row) => ({ ...row, floor: rows[0].name }));
}

function windows({ path, mof, classes, generate, remove }) {
  const { schema } = loadMof([mof], { namespace: 'root/cimv2' });
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
    const compiler = compilerOf(root, version);
    return [
      { name: `tsc ${version}, no classes`, args: [compiler, '-p', empty] },
      { name: `tsc ${version}`, args: [compiler, '-p', full], floor: `tsc ${version}, no classes` },
    ];
  });
}
