// The speed of the native runtime beside a C client of the same library, in one run: node test/bench/native.mjs
// (after npm run build). A ratio of 1 is C's own speed.
import { execFileSync } from 'node:child_process';
import { CimInstance } from '../../dist/runtime/index.js';
import { build } from '../native/build.mjs';
import { openSession } from './native-session.mjs';

const ROUNDS = 5;
/** Microseconds: no server at all, and one that thinks for as long as a server would. */
const PACES = [0, 100];
const INSTANCES = 10_000;

const { client, library } = build('native');
const { session, set, close } = await openSession(library);
set('manyCount', INSTANCES);

const element = (name, value) => ({ name, type: 'sint32', array: false, value });
const inbound = () => new CimInstance('__Parameters', [element('A', 2), element('B', 3)]);

const WORK = {
  invoke: async () => {
    await session.invoke('root/test', 'Test_Service', 'Add', inbound());
  },
  enumerate: async () => {
    let elements = 0;
    for await (const instance of session.enumerate('root/test', 'Test_Many')) elements += instance.elements.length;
    return elements;
  },
};

for (const [kind, unit, timesWithout, timesWith] of [
  ['invoke', 'µs', 5000, 2000],
  ['enumerate', 'µs', 3, 1],
]) {
  for (const pace of PACES) {
    const times = pace === 0 ? timesWithout : timesWith;
    set('answerDelay', kind === 'invoke' ? pace : 0);
    set('resultDelay', kind === 'enumerate' ? pace : 0);
    await javaScript(kind, times); // warms up
    const rounds = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      rounds.push({ c: c(kind, times, pace), javaScript: await javaScript(kind, times) });
    }
    const [fromC, fromJavaScript] = [
      median(rounds.map((each) => each.c)),
      median(rounds.map((each) => each.javaScript)),
    ];
    const what = kind === 'invoke' ? 'an invoke' : `an enumeration of ${INSTANCES} instances`;
    const server = pace === 0 ? 'no pause' : `${pace} µs pause`;
    console.log(
      `${what}, ${server}: C ${fromC.toFixed(1)} ${unit}, JavaScript ${fromJavaScript.toFixed(1)} ${unit}, ` +
        `ratio ${(fromC / fromJavaScript).toFixed(2)}`,
    );
  }
}
await close();

/** Microseconds an operation. */
function c(kind, times, pace) {
  const delays = kind === 'invoke' ? [pace, 0] : [0, pace];
  const printed = execFileSync(client, ['bench', kind, times, ...delays].map(String), { encoding: 'utf8' });
  const { operations, microseconds } = JSON.parse(printed);
  return microseconds / operations;
}

/** Microseconds an operation. */
async function javaScript(kind, times) {
  const start = process.hrtime.bigint();
  for (let time = 0; time < times; time += 1) await WORK[kind]();
  return Number(process.hrtime.bigint() - start) / 1000 / times;
}

function median(numbers) {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];
}
