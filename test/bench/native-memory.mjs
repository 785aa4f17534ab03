// Whether the native runtime keeps its memory flat: it repeats an operation, and prints the memory of the process.
//
//   npm run build && node --expose-gc test/bench/native-memory.mjs invoke|enumerate [times]
//
// By default there are 1,000,000 invocations, or 1,000 enumerations of 10,000 instances each. Without --expose-gc, the
// heap includes what has not been collected yet.
import { CimInstance } from '../../dist/runtime/index.js';
import { build } from '../native/build.mjs';
import { openSession } from './native-session.mjs';

const TIMES = { invoke: 1_000_000, enumerate: 1000 };

const [kind, given = String(TIMES[kind])] = process.argv.slice(2);
if (TIMES[kind] === undefined || !/^[1-9]\d*$/.test(given)) {
  console.error('Say invoke or enumerate, and how many times if you like.');
  process.exit(1);
}
const times = Number(given);
const { session, set, alive, close } = await openSession(build('native').library);
set('manyCount', 10_000);

const element = (name, value) => ({ name, type: 'sint32', array: false, value });
const start = Date.now();
for (let time = 0; time <= times; time += 1) {
  if (kind === 'invoke') {
    const inbound = new CimInstance('__Parameters', [element('A', time), element('B', 1)]);
    await session.invoke('root/test', 'Test_Service', 'Add', inbound);
  } else {
    for await (const _ of session.enumerate('root/test', 'Test_Many'));
  }
  if (time % Math.ceil(times / 10) === 0 || time === times / 100) report(time);
}
await close();
const left = Object.entries(alive()).filter(([, count]) => count !== 0);
console.log(left.length === 0 ? 'nothing is left' : left);

function report(time) {
  globalThis.gc?.();
  const { rss, heapUsed, external } = process.memoryUsage();
  const [resident, heap, outside] = [rss, heapUsed, external].map((bytes) => (bytes / 1e6).toFixed(1));
  const seconds = ((Date.now() - start) / 1000).toFixed(1);
  console.log(`${time}: ${resident} MB resident, ${heap} MB heap, ${outside} MB external, ${seconds} s`);
}
