// How the time to follow associations in memory grows with their number:
//
//   npm run build && node test/bench/associations.mjs [another checkout, built]
//
// Each of n groups has one member, and every group is asked for its members. Rounds alternate: read the ratios. Twice
// the associations should take twice the time.
import { resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const ROUNDS = 5;
const SIZES = [250, 500, 1000, 2000, 4000];
const MOF = `
  class Group { [Key] string Name; };
  class Account { [Key] string Name; };
  [Association] class Member { [Key] Group ref Whole; [Key] Account ref Part; };`;

const root = fileURLToPath(new URL('../../', import.meta.url));
const [other] = process.argv.slice(2);
const folders = { here: root, ...(other === undefined ? {} : { there: resolve(other) }) };

for (const [where, folder] of Object.entries(folders)) {
  // A walk over all associations takes minutes for the larger numbers.
  const sizes = where === 'here' ? SIZES : SIZES.slice(0, 3);
  const { parseMof } = await load(folder, 'generator/index.js');
  const { initialize } = await load(folder, 'runtime/index.js');
  const { MemoryRepository } = await load(folder, 'runtime/memory/index.js');
  const sessions = [];
  for (const size of sizes) {
    const repository = new MemoryRepository({
      schema: parseMof(MOF + instances(size), { namespace: 'root/bench' }).schema,
    });
    const application = await initialize({ handler: repository });
    sessions.push(await application.newSession({}));
  }
  const times = sizes.map(() => []);
  for (let round = 0; round <= ROUNDS; round++) {
    for (const [at, session] of sessions.entries()) {
      const time = await follow(session, sizes[at]);
      // The first round warms up.
      if (round > 0) times[at].push(time);
    }
  }
  console.log(`${where}: all members of n groups`);
  for (const [at, size] of sizes.entries()) {
    const before = at === 0 ? '' : `, ${(median(times[at]) / median(times[at - 1])).toFixed(2)} times the one before`;
    console.log(`  ${size}: ${median(times[at]).toFixed(0)} ms${before}`);
  }
}

function load(folder, path) {
  return import(pathToFileURL(resolve(folder, 'dist', path)).href);
}

function instances(count) {
  const each = (at) => `
    instance of Group { Name = "g${at}"; };
    instance of Account { Name = "a${at}"; };
    instance of Member { Whole = "Group.Name='g${at}'"; Part = "Account.Name='a${at}'"; };`;
  return Array.from({ length: count }, (_, at) => each(at)).join('');
}

/** The CPU time of asking every group for its members, in milliseconds. */
async function follow(session, count) {
  const start = process.cpuUsage();
  let found = 0;
  for await (const group of session.enumerate('root/bench', 'Group')) {
    for await (const _ of session.associators('root/bench', group)) found++;
  }
  const { user, system } = process.cpuUsage(start);
  if (found !== count) throw new Error(`${found} of ${count} members`);
  return (user + system) / 1000;
}

function median(values) {
  return values.toSorted((a, b) => a - b)[values.length >> 1];
}
