// `npm run bench:native`: the native runtime beside C programs that make the same calls of the same MI library, in one
// run. A table is printed: the median time and processor time of each work, and the part of C's speed that it has.
//
//   npm run bench:native -- [--rounds 5] [--json FILE] [--server FILE]
//
// The works: get, invoke, and enumerate by callbacks, by pull and on the calling thread (sync), each raw (as instances)
// and typed (as objects of a generated class). The floor of pull and sync is a C program that draws its results.
// Rounds alternate between C and JavaScript, so that both meet the same machine, and every second one is the other way
// round: read the ratios. Loaded processors change them: what is slow on a quiet machine is to wake a processor that
// sleeps.
//
// The library is that of test/native, in plain C, without a pause between results and with one. With `--server`, the
// library that MI_LIBRARY names and a server of yours are measured, too. The file says what to ask it for:
//
//   { "class": "root/cimv2:Bench_Item", "properties": "Index:uint32!;Name:string", "key": { "Index": 7 },
//     "method": "+Add(<A:sint32,<B:sint32,>Sum:sint32)uint32", "arguments": { "A": 2, "B": 3 } }
//
// in the notation of generated classes (runtime/v1/class-table.ts). The class should have 10,000 instances or so. Keys
// and arguments may be strings and integers.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { CimInstance } from '../../dist/runtime/index.js';
import { CimObject, cimClass, invokeStatic } from '../../dist/runtime/v1/index.js';
import { build } from '../native/build.mjs';
import { compileModules } from './modules.mjs';
import { openSession } from './native-session.mjs';

/** Microseconds that the library under test pauses before an answer, and before each result. */
const PAUSE = 100;
/** How many operations are timed together. */
const OPERATIONS = 500;

const { values: options } = parseArgs({
  options: { rounds: { type: 'string', default: '5' }, json: { type: 'string' }, server: { type: 'string' } },
});
const root = fileURLToPath(new URL('../../', import.meta.url));
const { parseMethods, parseProperties } = await import(
  pathToFileURL(join(compileModules(root), 'runtime/v1/class-table.js')).href
);
const folder = mkdtempSync(join(tmpdir(), 'mi-codegen-bench-'));
try {
  await main();
} finally {
  rmSync(folder, { recursive: true });
}

async function main() {
  const floor = compileFloor();
  const tested = testedLibrary();
  const results = await measureServer('library under test', tested, floor, { manyCount: 10_000 });
  const paused = { manyCount: 1000, answerDelay: PAUSE, resultDelay: PAUSE };
  results.push(...(await measureServer(`library under test, ${PAUSE} µs pauses`, tested, floor, paused)));
  if (options.server !== undefined) {
    const { MI_LIBRARY: library } = process.env;
    if (!library) throw new Error('--server: set MI_LIBRARY to the library that reaches the server');
    const server = { library, ...JSON.parse(readFileSync(options.server, 'utf8')) };
    results.push(...(await measureServer(library, server, floor, null)));
  }
  if (options.json !== undefined) {
    const machine = { node: process.version, platform: process.platform, processors: availableParallelism() };
    writeFileSync(options.json, `${JSON.stringify({ ...machine, load: loadavg(), results }, null, 2)}\n`);
  }
}

function compileFloor() {
  const program = join(folder, 'native-floor');
  const source = fileURLToPath(new URL('native-floor.c', import.meta.url));
  execFileSync('gcc', ['-std=c11', '-O2', '-o', program, source, '-pthread', '-ldl']);
  return program;
}

function testedLibrary() {
  return {
    library: build('native').library,
    class: 'root/test:Test_Many',
    properties: 'Index:uint32!;Name:string;Size:uint64;Active:boolean',
    single: {
      class: 'root/test:Test_Service',
      properties: 'Id:string!;Caption:string*;State:uint16',
      key: { Id: 'service' },
      method: '+Add(<A:sint32!,<B:sint32!,>Sum:sint32)uint32',
      arguments: { A: 2, B: 3 },
    },
  };
}

/** @param settings those of the library under test; null for another library. */
async function measureServer(name, server, floor, settings) {
  const opened = await openSession(server.library, settings);
  try {
    const works = worksOf(server, opened.session);
    const results = [];
    console.log(`\n${name}; medians of ${options.rounds} rounds`);
    console.log(row('', 'C', 'JavaScript', 'ratio', 'CPU: C', 'JavaScript'));
    for (const work of works) results.push(...(await measureWork(name, work, server, floor, settings)));
    return results;
  } finally {
    await opened.close();
  }
}

/** What is measured: the floor's arguments, and functions that do the same once. They return the number of results. */
function worksOf(server, session) {
  const many = generatedClass(server);
  const one =
    server.single === undefined ? { ...many, ...server } : { ...generatedClass(server.single), ...server.single };
  const key = new CimInstance(
    one.name,
    elements(one.key, one.types).map((each) => ({ ...each, key: true })),
  );
  const inbound = () => new CimInstance('__Parameters', elements(one.arguments, one.types));
  const single = (promise) => promise.then(() => 1);
  const enumerations = [
    ['enumerate, callbacks', 'callbacks', {}],
    ['enumerate, pull', 'pull', { delivery: 'pull' }],
  ].map(([name, floor, options]) => ({
    name,
    floor: [floor, many.namespace, many.name, '-'],
    raw: () => count(session.enumerate(many.namespace, many.name, options)),
    typed: () => count(many.cls.$enumerate(session, options)),
  }));
  return [
    {
      name: 'get',
      operations: OPERATIONS,
      floor: ['get', one.namespace, one.name, '-', ...floorElements(one.key, one.types)],
      raw: () => single(session.getInstance(one.namespace, key)),
      typed: () => single(one.cls.$get(session, one.key)),
    },
    {
      name: 'invoke',
      operations: OPERATIONS,
      floor: ['invoke', one.namespace, one.name, one.methodName, ...floorElements(one.arguments, one.types)],
      raw: () => single(session.invoke(one.namespace, one.name, one.methodName, inbound())),
      typed: () => single(invokeStatic(one.cls, session, one.methodName, one.arguments)),
    },
    ...enumerations,
    {
      name: 'enumerate, sync',
      floor: ['pull', many.namespace, many.name, '-'],
      idle: () => session.idle(),
      raw: async () => session.sync.enumerate(many.namespace, many.name).length,
    },
  ];
}

/** A class as it would be generated, and the types of what it can be given. */
function generatedClass({ class: path, properties, method }) {
  const [namespace, name] = path.split(':');
  const cls = class extends CimObject {};
  const table = {
    revision: 2,
    class: path,
    properties,
    ...(method === undefined ? {} : { methods: { [method]: null } }),
  };
  cimClass(cls, table);
  const [declared] = parseMethods(table);
  const typed = [...parseProperties(table), ...(declared?.parameters ?? [])];
  return {
    cls,
    namespace,
    name,
    methodName: declared?.name,
    types: new Map(typed.map((each) => [each.name, each.type])),
  };
}

function elements(values, types) {
  return Object.entries(values).map(([name, value]) => ({ name, type: types.get(name), array: false, value }));
}

function floorElements(values, types) {
  return Object.entries(values).map(([name, value]) => `${name}:${types.get(name)}:${value}`);
}

async function measureWork(server, work, { library }, floor, settings) {
  const { name, operations = 1 } = work;
  const variants = Object.entries({ raw: work.raw, typed: work.typed }).filter(([, run]) => run !== undefined);
  const said = Object.entries(settings ?? {}).map((setting) => setting.join('='));
  const [kind, ...rest] = work.floor;
  const timeC = () =>
    JSON.parse(String(execFileSync(floor, [library, said.join(','), kind, operations, ...rest].map(String))));
  const timings = [
    ['c', timeC],
    ...variants.map(([variant, run]) => [variant, () => time(run, operations, work.idle)]),
  ];
  const runs = Object.fromEntries(timings.map(([each]) => [each, []]));
  for (let round = 0; round <= Number(options.rounds); round += 1) {
    for (const [each, measure] of round % 2 === 0 ? timings : timings.toReversed()) {
      const taken = await measure();
      // The first round warms up.
      if (round > 0) runs[each].push(taken);
    }
  }
  const c = medians(runs.c);
  return variants.map(([variant]) => {
    const here = medians(runs[variant]);
    const ratio = c.microseconds / here.microseconds;
    const cells = [c.microseconds, here.microseconds].map(microseconds);
    const used = [c.processor, here.processor].map(microseconds);
    console.log(row(`${name}, ${variant}`, ...cells, ratio.toFixed(2), ...used));
    return { server, work: name, variant, c, javaScript: here, ratio };
  });
}

async function time(run, operations, idle) {
  await idle?.();
  const [used, begun] = [process.cpuUsage(), performance.now()];
  let found = 0;
  for (let operation = 0; operation < operations; operation += 1) found += await run();
  const took = performance.now() - begun;
  const { user, system } = process.cpuUsage(used);
  if (found === 0) throw new Error('there were no results');
  return { microseconds: (took * 1000) / operations, processor: (user + system) / operations };
}

function medians(runs) {
  const median = (key) => runs.map((run) => run[key]).toSorted((a, b) => a - b)[runs.length >> 1];
  return { microseconds: median('microseconds'), processor: median('processor') };
}

function microseconds(number) {
  return number < 10_000 ? `${number.toFixed(0)} µs` : `${(number / 1000).toFixed(0)} ms`;
}

function row(name, ...cells) {
  return [name.padEnd(28), ...cells.map((cell) => cell.padStart(11))].join(' ');
}

async function count(items) {
  let found = 0;
  for await (const _ of items) found += 1;
  return found;
}
