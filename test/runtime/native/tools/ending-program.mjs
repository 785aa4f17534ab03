// A process that ends in one of many ways while MI works for it: node ending-program.mjs <case as JSON>.
import domain from 'node:domain';
import koffi from 'koffi';

const { runtime, native, library, ending, kind, delivery, moment } = JSON.parse(process.argv[2]);
const { initialize, CimInstance } = await import(runtime);
const { openNative } = await import(native);
const print = (...words) => console.log(...words);

const NAMESPACE = 'root/test';
const options = { delivery };
const never = new Promise(() => {});

const set = koffi.load(library).func('int32 test_set(str name, int64 value)');
const HOUR = 3_600_000_000;
if (moment === 'outside') set('answerDelay', HOUR);
if (ending === 'abandoned') set('cancelDelay', HOUR);

const boom = () => {
  throw new Error('boom');
};
const onExit = (listener) => process.on('exit', listener);

/** How the process ends. */
const ENDINGS = {
  exit: () => process.exit(7),
  exitInTimer: () => setTimeout(() => process.exit(7)),
  exitInMicrotask: () => queueMicrotask(() => process.exit(7)),
  exitTwice: () => {
    onExit(() => process.exit(7));
    process.exit(3);
  },
  lateListener: () => {
    onExit((code) => {
      print('exit', code, process.exitCode);
      process.exitCode = 7;
    });
    process.exit(3);
  },
  listenerThrows: () => {
    onExit(boom);
    process.exit(7);
  },
  uncaught: () => queueMicrotask(boom),
  uncaughtInTimer: () => setImmediate(boom),
  uncaughtWithCode: () => {
    onExit((code) => {
      print('exit', code);
      process.exitCode = 7;
    });
    queueMicrotask(boom);
  },
  uncaughtAndExit: () => {
    onExit(() => process.exit(7));
    process.nextTick(boom);
  },
  uncaughtHandled: () => {
    process.on('uncaughtException', ({ message }) => {
      print('handled', message);
      process.exit(7);
    });
    queueMicrotask(boom);
  },
  uncaughtMonitored: () => {
    process.on('uncaughtExceptionMonitor', ({ message }, origin) => print('monitor', message, origin));
    queueMicrotask(boom);
  },
  handlerThrows: () => {
    process.on('uncaughtException', boom);
    queueMicrotask(() => {
      throw new Error('first');
    });
  },
  rejection: () => void Promise.reject(new Error('boom')),
  inDomain: () => {
    const handled = domain.create();
    handled.on('error', ({ message }) => {
      print('domain', message);
      process.exit(7);
    });
    handled.run(() => setImmediate(boom));
  },
  inDomainUnhandled: () => domain.create().run(() => setImmediate(boom)),
  signal: () => process.kill(process.pid, 'SIGTERM'),
  interrupt: () => process.kill(process.pid, 'SIGINT'),
  signalAndExit: () => {
    process.on('SIGTERM', (name) => {
      print(name);
      process.exit(7);
    });
    raise('SIGTERM');
  },
  signalAndClose: () => {
    process.on('SIGINT', async (name) => {
      print(name);
      process.exitCode = 7;
      await close();
    });
    raise('SIGINT');
  },
  close: () => {
    onExit((code) => print('exit', code));
    process.exitCode = 7;
    void close();
  },
  beforeExit: () => {
    process.exitCode = 5;
    process.once('beforeExit', (code) => {
      print('beforeExit', code);
      process.exit(7);
    });
    void close();
  },
  abandoned: async () => {
    await close().catch(({ message }) => print(/^the session cannot be closed/.exec(message)?.[0]));
    onExit((code) => print('exit', code));
    process.exitCode = 7;
    // A thread of the pool that waits for MI keeps a process alive.
    if (delivery === 'pull') process.exit();
  },
};

/** Windows ends a process that sends itself a signal. */
function raise(name) {
  if (process.platform === 'win32') setImmediate(() => process.emit(name, name));
  else process.kill(process.pid, name);
}

let begun = false;

/** Ends the process now. */
function end() {
  print('end', Date.now());
  ENDINGS[ending]();
}

/** What each callback does. It is asked for an answer that it may never give. */
function called() {
  if (moment === 'running') {
    if (!begun) end();
    begun = true;
    return undefined;
  }
  if (moment === 'answering') {
    if (!begun) setTimeout(end, 5);
    begun = true;
    return never;
  }
  if (!begun) setTimeout(relayed, 5);
  begun = true;
  return undefined;
}

/** Gives MI's threads time to call back, and ends the process while their callbacks wait for this thread. */
function relayed() {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
  end();
}

const element = (name, type, value) => ({ name, type, array: false, value });
const parameters = (...elements) => new CimInstance('__Parameters', elements);
const many = element('Count', 'uint32', 1_000_000);
const inbound = (method) => (method === 'Streams' ? parameters(many, element('Size', 'uint32', 3)) : parameters(many));
const SELECT = 'SELECT * FROM Test_Alarm';
const invoke = (methodName) => ({
  kind: 'invoke',
  className: 'Test_Service',
  instance: null,
  methodName,
  inboundProperties: inbound(methodName),
});

/** What is under way, as requests: MI's own callbacks call `called`. */
const REQUESTS = {
  results: { kind: 'enumerate', className: 'Test_Endless', keysOnly: false, polymorphism: 'deep' },
  indications: { kind: 'subscribe', dialect: 'WQL', query: SELECT },
  streams: invoke('Streams'),
  messages: invoke('Messages'),
  progress: invoke('Progress'),
  errors: invoke('WriteErrors'),
  prompts: invoke('Prompt'),
};

/** The same for users. */
const call = (session, method, handlers) =>
  session.invoke(NAMESPACE, 'Test_Service', method, inbound(method), { ...options, ...handlers });
const loop = async (results) => {
  for await (const _ of results) await called();
};
const CALLS = {
  results: (session) => loop(session.enumerate(NAMESPACE, 'Test_Endless', options)),
  indications: (session) => loop(session.subscribe(NAMESPACE, SELECT, options)),
  streams: (session) => loop(call(session, 'Streams').stream('Numbers')),
  messages: (session) => call(session, 'Messages', { onWriteMessage: called }),
  progress: (session) => call(session, 'Progress', { onProgress: called }),
  errors: (session) => call(session, 'WriteErrors', { onWriteError: called, writeErrorMode: 'inquire' }),
  prompts: (session) => call(session, 'Prompt', { onPromptUser: () => called() ?? 'yes' }),
};

let session;
let application;

async function close() {
  await session.close();
  await application.close();
}

/** Over OMI's own protocols, a session that is closed lets its operations run on for some seconds. */
const cancelling = process.platform === 'win32' ? {} : { protocol: 'TEST' };
const sessionOptions = ending === 'abandoned' ? { closeTimeout: 20 } : cancelling;
if (moment === 'running') {
  application = await openNative({ library });
  session = await application.newSession(sessionOptions);
  session.start(
    {
      ...REQUESTS[kind],
      namespace: NAMESPACE,
      options: { ...options, writeErrorMode: 'inquire' },
    },
    {
      instanceResult: called,
      indicationResult: called,
      classResult: called,
      streamedParameterResult: called,
      writeMessage: called,
      writeProgress: called,
      writeError: () => called() ?? 'yes',
      promptUser: () => called() ?? 'yes',
      done: () => {},
    },
  );
} else {
  application = await initialize({ library });
  session = await application.newSession(sessionOptions);
  CALLS[kind](session).catch(() => {});
  if (moment === 'outside') setTimeout(end, 5);
}
