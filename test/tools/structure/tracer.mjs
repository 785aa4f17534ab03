// Preloaded by a walk (`node --import`): the functions of a checkout report here when they are entered.
import { AsyncLocalStorage } from 'node:async_hooks';
import { register } from 'node:module';
import { argv } from 'node:process';

/** The call whose body runs, also after an `await` in it. */
const current = new AsyncLocalStorage();

let isRecording = false;
/** Each by the name of its function and its file, in the order of the first call. */
const entered = new Set();
const stops = new Set();

/** Each function's body is handed to this. */
globalThis.miCodegenTrace = (place, body) => {
  if (!isRecording) return body();
  entered.add(place);
  return current.run({ place, caller: current.getStore() }, body);
};

/** Records from now on. */
export function begin() {
  isRecording = true;
}

/** Notes the calls that have led here, from the first, as stops. The walk ends, unless it goes on from here. */
export function arrive({ goOn = false } = {}) {
  if (!isRecording) return;
  const way = [];
  for (let call = current.getStore(); call !== undefined; call = call.caller) way.unshift(call.place);
  for (const place of way) stops.add(place);
  isRecording = goOn;
}

/** What has been recorded. */
export function end() {
  if (stops.size === 0 || isRecording) throw new Error('the walk did not arrive');
  return { stops: [...stops], entered: [...entered] };
}

register(new URL('instrument.mjs', import.meta.url), { data: { checkout: argv[2] } });
