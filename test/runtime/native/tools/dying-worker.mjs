// A worker thread that uses MI, and ends, or tells its parent to end it, at a given moment.
import { parentPort, workerData } from 'node:worker_threads';

const { runtime, library, kind, delivery, inside, end } = workerData;
const { CimInstance, initialize } = await import(runtime);

const NAMESPACE = 'root/test';
const MANY = 1_000_000;

/** Ends this thread, or has its parent do it, and stays for as long as it lives. */
const ENDS = {
  parent: () => {
    parentPort.postMessage('now');
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  },
  exit: () => process.exit(3),
  exception: () => {
    // What a callback itself throws is not uncaught.
    setImmediate(() => {
      throw new Error('nobody handles this');
    });
    return new Promise(() => {});
  },
};

let called = false;

/** The callback: the first call is the moment, or the moment is soon after it. */
function callback() {
  if (called) return 'yes';
  called = true;
  if (inside) return ENDS[end]() ?? 'yes';
  setTimeout(ENDS[end], 5);
  return 'yes';
}

const number = (name, value) => ({ name, type: 'uint32', array: false, value });

function invoke(method, options) {
  const inbound = new CimInstance('__Parameters', [
    number('Count', MANY),
    ...(method === 'Streams' ? [number('Size', 2)] : []),
  ]);
  return session.invoke(NAMESPACE, 'Test_Service', method, inbound, { delivery, ...options });
}

async function loop(results) {
  for await (const _ of results) await callback();
}

const KINDS = {
  results: () => loop(session.enumerate(NAMESPACE, 'Test_Endless', { delivery })),
  indications: () => loop(session.subscribe(NAMESPACE, 'SELECT * FROM Test_Alarm', { delivery })),
  streams: () => loop(invoke('Streams').stream('Numbers')),
  messages: () => invoke('Messages', { onWriteMessage: () => void callback() }),
  progress: () => invoke('Progress', { onProgress: () => void callback() }),
  errors: () => invoke('WriteErrors', { onWriteError: callback, writeErrorMode: 'inquire' }),
  prompts: () => invoke('Prompt', { onPromptUser: callback, promptUserMode: 'inquire' }),
};

const application = await initialize({ library });
// Over OMI's own protocols, a session that is closed lets its operations run on for some seconds.
const session = await application.newSession(process.platform === 'win32' ? {} : { protocol: 'TEST' });
await KINDS[kind]();
