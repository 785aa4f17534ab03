import assert from 'node:assert/strict';
import { setImmediate } from 'node:timers/promises';
import { type Application, initialize } from '../../../runtime/index.js';
import { runProgram } from '../../tools/program.js';
import { checked, DELIVERIES, later, NAMESPACE, PROTOCOL, sessionTest } from './tools/native-test.js';
import { test } from './tools/suite.js';
import { library } from './tools/test-library.js';

/** A test of an application that closes itself. */
function closingTest(
  name: string,
  settings: Readonly<Record<string, number>>,
  run: (application: Application) => Promise<void>,
): void {
  test(name, () => checked(settings, async () => run(await initialize({ library: library.path }))));
}

/** Closes an application as soon as it has heard that MI closed its sessions. */
async function closeLater(application: Application): Promise<void> {
  for (;;) {
    try {
      return await application.close();
    } catch (error) {
      const { message } = error as Error;
      if (!message.startsWith('the application cannot be closed: sessions are still open')) throw error;
    }
    await later(5);
  }
}

for (const [name, settings] of [
  ['inside MI_Session_Close', {}],
  ['later', { closeDelay: 5000 }],
  ['twice', { completeTwice: 1 }],
  ['twice, and later', { completeTwice: 1, closeDelay: 5000 }],
] as const) {
  closingTest(`the completion comes ${name}`, settings, async (application) => {
    const sessions = await Promise.all(Array.from({ length: 10 }, () => application.newSession()));
    for (const session of sessions) await session.testConnection();
    await Promise.all(sessions.map((session) => session.close()));
    await application.close();
  });
}

closingTest('a session that MI does not close, and then does', { neverClose: 1 }, async (application) => {
  const session = await application.newSession({ closeTimeout: 20 });
  const message = 'the session cannot be closed: the handler has not closed it after 20 ms';
  await assert.rejects(session.close(), { result: 'FAILED', message });
  await assert.rejects(application.close(), {
    message: 'the application cannot be closed: sessions are still open (1): MI has not closed it',
  });
  library.set('neverClose', 0);
  await closeLater(application);
});

for (const delivery of DELIVERIES) {
  closingTest(
    `an operation that MI does not end when it is cancelled, and then does (${delivery})`,
    { cancelDelay: 300_000 },
    async (application) => {
      const session = await application.newSession({ ...PROTOCOL, closeTimeout: 50 });
      const never = session.invoke(NAMESPACE, 'Test_Service', 'Never', null, { delivery });
      await later(5);
      const [outcome, closed] = await Promise.allSettled([never, application.close()]);
      assert.equal(outcome.status, 'rejected');
      assert.equal(closed.status, 'rejected');
      assert.deepEqual(
        (closed.reason as AggregateError).errors.map(({ message }) => message),
        [
          'the session cannot be closed: the handler has not ended invoke Test_Service.Never after 50 ms',
          'the application cannot be closed: sessions are still open (1): MI has not ended invoke Test_Service.Never',
        ],
      );
      await closeLater(application);
    },
  );
}

/** The runtime as JavaScript, for processes of their own: these tests may run from source. */
const RUNTIME = new URL(
  import.meta.url.endsWith('.ts') ? '../../../dist/runtime/index.js' : '../../../runtime/index.js',
  import.meta.url,
).href;

/** A process with sessions that never close. Without `process.exit` it ends only when nothing keeps it alive. */
function stuckProcess(sessions: number, operation: string): string {
  return `
    import { readFile } from 'node:fs/promises';
    import koffi from 'koffi';
    import { initialize } from ${JSON.stringify(RUNTIME)};
    const library = ${JSON.stringify(library.path)};
    const application = await initialize({ library });
    koffi.load(library).func('int32 test_set(str name, int64 value)')('neverClose', 1);
    const stuck = await Promise.all(Array.from({ length: ${sessions} }, () =>
      application.newSession({ ...${JSON.stringify(PROTOCOL)}, closeTimeout: 50 })));
    for (const session of stuck) { ${operation} }
    const ends = await Promise.allSettled(stuck.map((session) => session.close()));
    const messages = new Set(ends.map(({ reason }) => reason.message));
    const files = await Promise.all(Array.from({ length: 8 }, () => readFile(${JSON.stringify(library.path)})));
    const refused = await application.close().then(() => 'closed', ({ message }) => message.replace(/: MI has .*/, ''));
    console.log(JSON.stringify([...messages, files.length, refused]));`;
}

for (const sessions of [4, 40]) {
  for (const [what, operation] of [
    ['unused', ''],
    ['used', 'await session.testConnection();'],
    ['with an operation that was left', `for await (const _ of session.enumerate('root/test', 'Test_Many')) break;`],
  ] as const) {
    test(`${sessions} sessions that never close, ${what}, hold no thread and keep no process alive`, async () => {
      const { MI_LIBRARY, ...env } = process.env;
      const { output, code } = await runProgram(stuckProcess(sessions, operation), { env });
      const message = 'the session cannot be closed: the handler has not closed it after 50 ms';
      const refused = `the application cannot be closed: sessions are still open (${sessions})`;
      assert.deepEqual([output, code], [JSON.stringify([message, 8, refused]), 0]);
    });
  }
}

for (const delivery of DELIVERIES) {
  const said = { delivery };

  sessionTest(`nothing is in the way of a synchronous operation after a loop (${delivery})`, {}, async (session) => {
    for (const className of ['Test_Many', 'Test_Endless']) {
      for await (const _ of session.enumerate(NAMESPACE, className, said)) break;
      session.sync.testConnection();
      await session.enumerate(NAMESPACE, className, said).first();
      session.sync.testConnection();
    }
    for await (const _ of session.subscribe(NAMESPACE, 'SELECT * FROM Test_Alarm', said)) break;
    session.sync.testConnection();
  });

  sessionTest(`or after an idle session (${delivery})`, { cancelDelay: 20_000 }, async (session) => {
    const never = session.invoke(NAMESPACE, 'Test_Service', 'Never', null, said);
    const over = Promise.allSettled([never]);
    await setImmediate();
    never.cancel();
    await over;
    // In the turn of the event loop that cancelled it, so what MI says of its end is not heard yet.
    assert.throws(() => session.sync.testConnection(), { result: 'NOT_SUPPORTED' });
    const { signal } = new AbortController();
    await Promise.allSettled([
      session.enumerate(NAMESPACE, 'Test_Endless', { ...said, timeout: 20 }).toArray(),
      session.testConnection({ ...said, signal }),
    ]);
    await session.idle();
    session.sync.testConnection();
  });
}
