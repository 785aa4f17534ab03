// Two walks through the code, as in a debugger: the functions that are entered on the way, and their files.
import { spawnSync } from 'node:child_process';
import { execPath } from 'node:process';
import { fileURLToPath } from 'node:url';

const WALKS = {
  invoke: 'Win32_Process.Create(session, …) to MI_Session_Invoke',
  generate: 'mi-codegen root/test --mof x.mof to a written file, by way of the read schema',
};

/** The walks through a checkout. */
export function walks(checkout) {
  return Object.entries(WALKS).map(([walk, title]) => {
    const { stops, entered } = take(checkout, walk);
    const isStop = new Set(stops);
    const functions = entered.map((place) => {
      const [, name, file] = /^(.*) (.*):\d+$/.exec(place);
      return { name, file, stop: isStop.has(place) };
    });
    return { title, functions, files: new Set(functions.map(({ file }) => file)).size, stops: stops.length };
  });
}

function take(checkout, walk) {
  const script = (name) => fileURLToPath(new URL(name, import.meta.url));
  const args = ['--import', script('tracer.mjs'), script('walk.mjs'), checkout, walk];
  const { status, stderr, output } = spawnSync(execPath, args, {
    encoding: 'utf8',
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
  });
  if (status !== 0) throw new Error(`the walk ${walk} failed:\n${stderr}`);
  return JSON.parse(output[3]);
}
