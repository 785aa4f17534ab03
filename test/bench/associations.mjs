// What a repository in memory takes for each association: to create it, to walk along it from both of its ends, to load
// and to delete it, where there are few and many. No figure should grow with their number: `npm run bench:memory`.
import { parseMof } from '../../dist/generator/index.js';
import { CimInstance, CimReference, initialize } from '../../dist/runtime/index.js';
import { MemoryRepository } from '../../dist/runtime/memory/index.js';

const COUNTS = [250, 500, 1000, 2000, 4000];
const MOST = COUNTS.at(-1);
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

/** What the associations connect: the class and the number of the part at each end. */
const SHAPES = {
  'each to the next': (index, count) => ['Part', index, 'Part', (index + 1) % count],
  'all to the first': (index) => ['Part', 0, 'Part', index],
  'by a superclass': (index, count) => ['root/near:Base', index, 'root/near:Base', (index + 1) % count],
  'to a namespace': (index) => ['Part', index, 'root/far:Part', index],
};

const element = (name, type, value) => ({ name, type, array: false, value });
const path = (className, index) => `${className}.Name="p${index}"`;

// The first rounds compile the code.
for (const ends of Object.values(SHAPES)) await round(ends, MOST);

for (const [shape, ends] of Object.entries(SHAPES)) {
  const columns = [];
  for (const count of COUNTS) columns.push(await timesOf(ends, count));
  print([shape, ...COUNTS, 'last/first']);
  for (const what of Object.keys(columns[0])) {
    const times = columns.map((column) => column[what]);
    print([`  ${what}, µs each`, ...times.map((time) => time.toFixed(0)), `${(times.at(-1) / times[0]).toFixed(1)} x`]);
  }
}

/** The times for each association, from as many rounds as make the same number of associations in each column. */
async function timesOf(ends, count) {
  const total = {};
  for (let done = 0; done < MOST; done += count) {
    for (const [what, time] of Object.entries(await round(ends, count))) total[what] = (total[what] ?? 0) + time / MOST;
  }
  return total;
}

/** The times in microseconds of all that is done with so many associations. */
async function round(ends, count) {
  const numbers = Array.from({ length: count }, (_, index) => index);
  const parts = numbers.map((index) => new CimInstance('Part', [element('Name', 'string', `p${index}`)]));
  const paths = numbers.map((index) => {
    const [upper, from, lower, to] = ends(index, count);
    return [path(upper, from), path(lower, to)];
  });
  const links = paths.map(([upper, lower]) => {
    const [Upper, Lower] = [CimReference.parse(upper), CimReference.parse(lower)];
    return new CimInstance('Link', [element('Upper', 'reference', Upper), element('Lower', 'reference', Lower)]);
  });
  const loaded = parseMof(mofOf(parts, paths), { namespace: NEAR });
  const application = await initialize({ handler: new MemoryRepository(parseMof(CLASSES, { namespace: NEAR })) });
  const session = await application.newSession();
  for (const part of parts) for (const namespace of [NEAR, FAR]) await session.create(namespace, part);
  const times = {
    create: await time(() => each(links, (link) => session.create(NEAR, link))),
    associators: await time(() => walk(session, 'associators', parts)),
    references: await time(() => walk(session, 'references', parts)),
    delete: await time(() => each(links, (link) => session.delete(NEAR, link))),
    load: await time(() => new MemoryRepository(loaded)),
  };
  await application.close();
  return times;
}

/** CPU time, which other programs do not lengthen much. */
async function time(work) {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return user + system;
}

async function each(items, work) {
  for (const item of items) await work(item);
}

async function walk(session, way, parts) {
  let found = 0;
  for (const part of parts) found += (await session[way](NEAR, part).toArray()).length;
  if (found < parts.length - 1) throw new Error(`${way}: only ${found} were found`);
}

function mofOf(parts, paths) {
  const ends = paths.map((each) => each.map((text) => JSON.stringify(text)));
  return [
    CLASSES,
    ...parts.map((part) => `instance of Part { Name = "${part.get('Name')}"; };`),
    ...ends.map(([upper, lower]) => `instance of Link { Upper = ${upper}; Lower = ${lower}; };`),
  ].join('\n');
}

function print([name, ...cells]) {
  console.log(`${name.padEnd(24)}${cells.map((cell) => String(cell).padStart(11)).join('')}`);
}
