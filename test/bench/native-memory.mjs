// Whether the native runtime keeps its memory flat: node test/bench/native-memory.mjs invoke|enumerate [times]
// (after npm run build). The mission: 1,000,000 invokes, and 1,000 enumerations of 10,000 instances.
import { CimInstance } from '../../dist/runtime/index.js';
import { build } from '../native/build.mjs';
import { openSession } from './native-session.mjs';

const kind = process.argv[2] ?? 'invoke';
const times = Number(process.argv[3] ?? (kind === 'invoke' ? 1_000_000 : 1000));
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
  if (time % (times / 10) === 0 || time === times / 100) report(time);
}
await close();
const left = Object.entries(alive()).filter(([, count]) => count !== 0);
console.log(left.length === 0 ? 'nothing is left' : left);

function report(time) {
  // With --expose-gc the heap is what is in use, without it what has not been collected yet.
  globalThis.gc?.();
  const { rss, heapUsed, external } = process.memoryUsage();
  const [resident, heap, outside] = [rss, heapUsed, external].map((bytes) => (bytes / 1e6).toFixed(1));
  const seconds = ((Date.now() - start) / 1000).toFixed(1);
  console.log(`${time}: ${resident} MB resident, ${heap} MB heap, ${outside} MB external, ${seconds} s`);
}
