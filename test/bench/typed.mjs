// The speed of reading typed objects, beside the same instances untyped, and beside another checkout of this project:
//
//   npm run build && node test/bench/typed.mjs [other checkout, built]
//
// The handler is a loop in this process, so this measures the CPU time of the runtime alone. Rounds alternate: read the
// ratios.
import { resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const ROUNDS = 9;
const INSTANCES = 10_000;
const NAMESPACE = 'root/bench';

/** Thirty properties: the mix of a `Win32_*` class. */
const SCALARS = [
  ...many(12, 'Text', 'string', (index) => `text ${index}`),
  ...many(6, 'Count', 'uint32', (index) => index),
  ...many(4, 'Size', 'uint64', (index) => BigInt(index)),
  ...many(3, 'State', 'uint16', (index) => index),
  ...many(3, 'Flag', 'boolean', (index) => index % 2 === 0),
  { name: 'Names', type: 'string', array: true, value: ['a', 'b'] },
  { name: 'Modes', type: 'uint16', array: true, value: [1, 2] },
];

const root = fileURLToPath(new URL('../../', import.meta.url));
const [other] = process.argv.slice(2);
const checkouts = { here: await open(root), ...(other === undefined ? {} : { there: await open(resolve(other)) }) };

for (const kind of ['plain', 'embedding']) {
  const times = {};
  const measure = async (name, read) => {
    globalThis.gc?.();
    const start = process.cpuUsage();
    const count = await read();
    const { user, system } = process.cpuUsage(start);
    if (count !== INSTANCES) throw new Error(`${name}: ${count} of ${INSTANCES} instances`);
    times[name] = [...(times[name] ?? []), (user + system) / 1000];
  };
  for (let round = 0; round <= ROUNDS; round += 1) {
    for (const [name, checkout] of Object.entries(checkouts)) {
      await measure(`${name}, untyped`, checkout[kind].untyped);
      await measure(`${name}, typed`, checkout[kind].typed);
    }
    // The first round warms up.
    if (round === 0) for (const name of Object.keys(times)) times[name] = [];
  }
  console.log(`${INSTANCES} instances of 30 properties${kind === 'plain' ? '' : ', one of them an embedded instance'}`);
  for (const [name, all] of Object.entries(times)) console.log(`  ${name}: ${median(all).toFixed(1)} ms`);
  if (other !== undefined) {
    const [here, there] = ['here', 'there'].map((name) => median(times[`${name}, typed`]));
    console.log(`  typed, there / here: ${(there / here).toFixed(2)}`);
  }
}

/** What reads the instances with the runtime of a checkout. */
async function open(folder) {
  const load = (path) => import(pathToFileURL(resolve(folder, 'dist/runtime', path)).href);
  const { CimInstance, initialize } = await load('index.js');
  const door = await load('v1/index.js');
  const part = new CimInstance('Bench_Part', SCALARS.slice(0, 5), NAMESPACE);
  const embedded = { name: 'Part', type: 'instance', array: false, value: part };
  const instances = { Bench_Plain: SCALARS, Bench_Embedding: [...SCALARS.slice(1), embedded] };
  const handler = {
    newSession: async () => ({ start: (request, sink) => start(request, sink, instances, CimInstance), close }),
    close,
  };
  generate(door, 'Bench_Part', table(SCALARS.slice(0, 5)));
  const classes = {
    plain: generate(door, 'Bench_Plain', table(SCALARS)),
    embedding: generate(door, 'Bench_Embedding', `${table(SCALARS.slice(1))};Part:instance(Bench_Part)`),
  };
  const session = await (await initialize({ handler })).newSession();
  const readers = Object.entries(classes).map(([kind, cls]) => {
    const untyped = () => count(session.enumerate(NAMESPACE, `Bench_${kind === 'plain' ? 'Plain' : 'Embedding'}`));
    return [kind, { untyped, typed: () => count(cls.$enumerate(session)) }];
  });
  return Object.fromEntries(readers);
}

async function close() {}

/** The operation: all instances of a class, one after another, as fast as they are taken. */
function start({ className }, sink, instances, CimInstance) {
  const run = async () => {
    for (let index = 0; index < INSTANCES; index += 1) {
      const wait = sink.instanceResult(new CimInstance(className, instances[className], NAMESPACE));
      if (wait !== undefined) await wait;
    }
    sink.done(null);
  };
  void run();
  return { cancel() {} };
}

/** A class as it would be generated. */
function generate({ CimObject, cimClass }, name, properties) {
  const cls = class extends CimObject {};
  cimClass(cls, { revision: 1, class: `${NAMESPACE}:${name}`, properties });
  return cls;
}

function table(elements) {
  return elements.map(({ name, type, array }) => `${name}:${type}${array ? '[]' : ''}`).join(';');
}

function many(count, name, type, value) {
  return Array.from({ length: count }, (_, index) => ({
    name: `${name}${index}`,
    type,
    array: false,
    value: value(index),
  }));
}

async function count(items) {
  let found = 0;
  for await (const _ of items) found += 1;
  return found;
}

function median(numbers) {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];
}
