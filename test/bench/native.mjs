// `npm run bench:native`: the native runtime beside C programs that make the same calls of the same MI library, in one
// run. A table is printed: the median time and processor time of each work, and the part of C's speed that it has.
//
//   npm run bench:native -- [--rounds 5] [--json FILE] [--server FILE]
//
// The works: get, invoke, and enumerate by callbacks and by pull, each raw (as instances) and typed (as objects of a
// generated class), and enumerate on the calling thread (sync), raw. The C program for pull and sync draws its results.
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
import { execFileSync, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { CimInstance } from '../../dist/runtime/index.js';
import { CimObject, cimClass, invokeStatic } from '../../dist/runtime/v1/index.js';
import { build } from '../native/build.mjs';
import { check, conditions, printConditions, printRounds, runBench } from './bench-run.mjs';
import { medians } from './medians.mjs';
import { compileModules } from './modules.mjs';
import { nativeOptions } from './native-options.mjs';
import { openSession } from './native-session.mjs';

/** Microseconds that the library under test pauses before an answer, and before each result. */
const PAUSE = 100;
/** How many operations are timed together. */
const OPERATIONS = 500;

const root = fileURLToPath(new URL('../../', import.meta.url));

await runBench(async (folder) => {
  const { rounds, json, server } = nativeOptions(process.argv.slice(2));
  const { parseMethods, parseProperties } = await import(
    pathToFileURL(join(compileModules(root), 'runtime/v1/class-table.js')).href
  );
  const bench = { floor: compileFloor(folder), rounds, parseMethods, parseProperties };
  const where = conditions();
  console.log(printConditions(where));
  const tested = testedLibrary();
  const paused = { manyCount: 1000, answerDelay: PAUSE, resultDelay: PAUSE };
  const results = [
    ...(await measureServer(bench, 'library under test', tested, { manyCount: 10_000 })),
    ...(await measureServer(bench, `library under test, ${PAUSE} µs pauses`, tested, paused)),
    ...(server === null ? [] : await measureServer(bench, server.library, server, null)),
  ];
  if (json !== undefined) writeFileSync(json, `${JSON.stringify({ ...where, rounds, results }, null, 2)}\n`);
});

function compileFloor(folder) {
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
async function measureServer(bench, name, server, settings) {
  const opened = await openSession(server.library, settings);
  try {
    const { works, enumerate } = worksOf(bench, server, opened.session);
    const instances = await enumerate();
    console.log(
      `\n${name}; ${printRounds(bench.rounds)}; an enumeration has ${instances.toLocaleString('en')} instances`,
    );
    console.log(row('', 'C', 'here', 'C / here', 'CPU: C', 'here'));
    const results = [];
    for (const work of works) {
      const measured = await measureWork(bench, work, server.library, settings);
      results.push(...measured.map((each) => ({ server: name, ...each })));
    }
    return results;
  } finally {
    await opened.close();
  }
}

/** What is measured: the floor's arguments, and functions that do the same once. They return the number of results. */
function worksOf(bench, server, session) {
  const many = generatedClass(bench, server);
  const single = server.single ?? server;
  const one = { ...generatedClass(bench, single), key: single.key, arguments: single.arguments };
  const key = new CimInstance(
    one.name,
    elements(one.key, one.types).map((each) => ({ ...each, key: true })),
  );
  const inbound = () => new CimInstance('__Parameters', elements(one.arguments, one.types));
  const counted = (promise) => promise.then(() => 1);
  const enumerations = [
    ['enumerate, callbacks', 'callbacks', {}],
    ['enumerate, pull', 'pull', { delivery: 'pull' }],
  ].map(([name, kind, options]) => ({
    name,
    floor: [kind, many.namespace, many.name, '-'],
    raw: () => count(session.enumerate(many.namespace, many.name, options)),
    typed: () => count(many.cls.$enumerate(session, options)),
  }));
  const works = [
    {
      name: 'get',
      operations: OPERATIONS,
      floor: ['get', one.namespace, one.name, '-', ...floorElements(one.key, one.types)],
      raw: () => counted(session.getInstance(one.namespace, key)),
      typed: () => counted(one.cls.$get(session, one.key)),
    },
    {
      name: 'invoke',
      operations: OPERATIONS,
      floor: ['invoke', one.namespace, one.name, one.methodName, ...floorElements(one.arguments, one.types)],
      raw: () => counted(session.invoke(one.namespace, one.name, one.methodName, inbound())),
      typed: () => counted(invokeStatic(one.cls, session, one.methodName, one.arguments)),
    },
    ...enumerations,
    {
      name: 'enumerate, sync',
      floor: ['pull', many.namespace, many.name, '-'],
      idle: () => session.idle(),
      raw: async () => session.sync.enumerate(many.namespace, many.name).length,
    },
  ];
  return { works, enumerate: enumerations[0].raw };
}

/** A class as it would be generated, and the types of what it can be given. */
function generatedClass({ parseMethods, parseProperties }, { class: path, properties, method }) {
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

async function measureWork({ floor, rounds }, work, library, settings) {
  const { name, operations = 1, idle } = work;
  const variants = Object.entries({ raw: work.raw, typed: work.typed }).filter(([, run]) => run !== undefined);
  const said = Object.entries(settings ?? {}).map((setting) => setting.join('='));
  const [kind, ...rest] = work.floor;
  const floorArguments = [library, said.join(','), kind, operations, ...rest].map(String);
  const timings = [
    ['c', () => timeFloor(floor, floorArguments)],
    ...variants.map(([variant, run]) => [variant, () => time(run, operations, idle)]),
  ];
  const runs = Object.fromEntries(timings.map(([each]) => [each, []]));
  for (let round = 0; round <= rounds; round += 1) {
    for (const [each, measure] of round % 2 === 0 ? timings : timings.toReversed()) {
      const taken = await measure();
      // The first round warms up.
      if (round > 0) runs[each].push(taken);
    }
  }
  const c = medians(runs.c);
  return variants.map(([variant]) => {
    const { results, ...javaScript } = medians(runs[variant]);
    const ratio = c.microseconds / javaScript.microseconds;
    const cells = [c.microseconds, javaScript.microseconds].map(microseconds);
    const used = [c.processor, javaScript.processor].map(microseconds);
    console.log(row(`${name}, ${variant}`, ...cells, ratio.toFixed(2), ...used));
    return { work: name, variant, operations, results, c, javaScript, ratio };
  });
}

function timeFloor(program, args) {
  const { status, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8' });
  check(status === 0, `The program in C failed: ${stderr.trim()}`);
  return JSON.parse(stdout);
}

/** Also counts the results of an operation. */
async function time(run, operations, idle) {
  await idle?.();
  const [used, begun] = [process.cpuUsage(), performance.now()];
  let found = 0;
  for (let operation = 0; operation < operations; operation += 1) found += await run();
  const took = performance.now() - begun;
  const { user, system } = process.cpuUsage(used);
  if (found === 0) throw new Error('there were no results');
  return {
    microseconds: (took * 1000) / operations,
    processor: (user + system) / operations,
    results: found / operations,
  };
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
