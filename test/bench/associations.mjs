// What a repository in memory takes to hold associations and to walk along them, at more and more of them:
// `npm run bench:memory`. It is the time for each association that should not grow.
import { parseMof } from '../../dist/generator/index.js';
import { CimInstance, CimReference, initialize } from '../../dist/runtime/index.js';
import { MemoryRepository } from '../../dist/runtime/memory/index.js';
import { median } from './medians.mjs';

const ROUNDS = 1;
const COUNTS = [250, 500, 1000, 2000];
const NEAR = 'root/near';
const FAR = 'root/far';

const CLASSES = `
#pragma namespace("root/far")
class Base { [Key] string Name; };
class Part : Base { uint32 Size; };
#pragma namespace("root/near")
class Base { [Key] string Name; };
class Part : Base { uint32 Size; };
[Association] class Link { [Key] Base ref Upper; [Key] Base ref Lower; };
`;

/** How N associations connect N parts. Each gives the classes and places of both ends of the association. */
const SHAPES = {
  // Each part to the next one.
  ring: (index, count) => ['Part', index, 'Part', (index + 1) % count],
  // All parts to the first one.
  hub: (index) => ['Part', 0, 'Part', index],
  // As the ring, with references that name the superclass, and the namespace.
  bases: (index, count) => ['root/near:Base', index, 'root/near:Base', (index + 1) % count],
  // From each part to one of another namespace.
  namespaces: (index) => ['Part', index, 'root/far:Part', index],
};

const element = (name, type, value) => ({ name, type, array: false, value });
const part = (index) => new CimInstance('Part', [element('Name', 'string', `p${index}`)]);
const path = (className, index) => CimReference.parse(`${className}.Name="p${index}"`);

function links(shape, count) {
  return Array.from({ length: count }, (_, index) => {
    const [upper, from, lower, to] = SHAPES[shape](index, count);
    const ends = [element('Upper', 'reference', path(upper, from)), element('Lower', 'reference', path(lower, to))];
    return new CimInstance('Link', ends);
  });
}

/** The times of one round, by what was done. */
async function round(shape, count) {
  const repository = new MemoryRepository(parseMof(CLASSES, { namespace: NEAR }));
  const application = await initialize({ handler: repository });
  const session = await application.newSession();
  const parts = Array.from({ length: count }, (_, index) => part(index));
  const associations = links(shape, count);
  const times = {};
  const measure = async (what, work) => {
    const start = performance.now();
    const found = await work();
    times[what] = performance.now() - start;
    return found;
  };
  for (const each of parts) {
    await session.create(NEAR, each);
    if (shape === 'namespaces') await session.create(FAR, each);
  }
  await measure('create', async () => {
    for (const each of associations) await session.create(NEAR, each);
  });
  const walked = await measure('associators of each', () => walk(session, 'associators', parts));
  const referring = await measure('references of each', () => walk(session, 'references', parts));
  await measure('delete', async () => {
    for (const each of associations) await session.delete(NEAR, each);
  });
  await measure('load', () => loaded(shape, count));
  return { times, walked, referring };
}

/** How many instances were found. */
async function walk(session, way, parts) {
  let found = 0;
  for (const each of parts) found += (await session[way](NEAR, each).toArray()).length;
  return found;
}

const texts = new Map();

function loaded(shape, count) {
  new MemoryRepository(schemaOf(shape, count));
}

/** The same instances as MOF. It is parsed before it is measured. */
function schemaOf(shape, count) {
  const key = `${shape} ${count}`;
  if (!texts.has(key)) texts.set(key, parseMof(textOf(shape, count), { namespace: NEAR }));
  return texts.get(key);
}

function textOf(shape, count) {
  const quoted = (value) => JSON.stringify(`${value}`);
  const all = Array.from({ length: count }, (_, index) => index);
  const parts = all.map((index) => `instance of Part { Name = "p${index}"; };`);
  const ends = links(shape, count).map(({ elements }) => elements.map(({ value }) => quoted(value)));
  const instances = ends.map(([upper, lower]) => `instance of Link { Upper = ${upper}; Lower = ${lower}; };`);
  return [CLASSES, ...parts, ...instances].join('\n');
}
for (const shape of Object.keys(SHAPES)) {
  const rows = new Map();
  for (const count of COUNTS) {
    schemaOf(shape, count);
    const rounds = [];
    for (let index = 0; index < ROUNDS; index += 1) rounds.push(await round(shape, count));
    for (const what of Object.keys(rounds[0].times)) {
      const time = median(rounds.map(({ times }) => times[what]));
      rows.set(what, [...(rows.get(what) ?? []), (time * 1000) / count]);
    }
    console.error(shape, count, rounds[0].walked, rounds[0].referring);
  }
  for (const [what, each] of rows) {
    console.log(`${`${shape}: ${what}`.padEnd(34)}${each.map((time) => time.toFixed(1).padStart(9)).join('')}`);
  }
}
