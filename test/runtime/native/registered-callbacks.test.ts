import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import type { OperationOptions } from '../../../runtime/options.js';
import type { ExtendedCallback } from '../../../runtime/protocol.js';
import { Test_Derived, Test_Service } from './generated/root/test/index.js';
import {
  DELIVERIES,
  element,
  handlerTest,
  NAMESPACE,
  parameters,
  path,
  perform,
  sessionTest,
} from './tools/native-test.js';
import { library } from './tools/test-library.js';
import { servedTest } from './tools/ways.js';

// A server sends, and may wait for, what a client registers for. So MI gets the callbacks that somebody handles.
const settings = { recordRequests: 1 };
const leaf = path('Test_Leaf', 'leaf');

/** The callbacks beside results that came in with the last request. */
function registered(): readonly string[] {
  const names: readonly string[] = library.lastRequest().callbacks;
  return names.filter((name) => !/^(?:instance|indication|class)Result$/.test(name));
}

const OPTIONS: readonly (readonly [options: OperationOptions, callbacks: readonly ExtendedCallback[]])[] = [
  [{}, []],
  [{ timeout: 60_000, onProgress: undefined }, []],
  [{ onWriteMessage: () => {} }, ['writeMessage']],
  [{ onWriteMessage: () => {}, channels: ['debug'] }, ['writeMessage']],
  [{ onWriteMessage: () => {}, channels: [] }, []],
  [{ channels: ['debug'] }, []],
  [{ onProgress: () => {} }, ['writeProgress']],
  [{ onWriteError: () => {} }, ['writeError']],
  [{ onWriteError: () => {}, writeErrorMode: 'report' }, ['writeError']],
  [{ onWriteError: () => {}, writeErrorMode: 'ignore' }, []],
  [{ writeErrorMode: 'report' }, []],
  [{ writeErrorMode: 'ignore' }, []],
  // Whoever says how questions are answered does not want the server's own default.
  [{ writeErrorMode: 'inquire' }, ['writeError']],
  [{ onPromptUser: () => 'yes' }, ['promptUser']],
  [{ promptUserMode: 'inquire' }, ['promptUser']],
  [{ promptUserMode: 'report' }, ['promptUser']],
  [{ promptUserMode: 'ignore' }, ['promptUser']],
  [{ promptUserAnswer: 'no' }, ['promptUser']],
  [{ onPromptUser: () => 'yes', onProgress: () => {} }, ['promptUser', 'writeProgress']],
];

for (const [options, callbacks] of OPTIONS) {
  const given = inspect(options, { breakLength: Number.POSITIVE_INFINITY });
  for (const delivery of DELIVERIES) {
    sessionTest(`${given} registers [${callbacks.join(', ')}] (${delivery})`, settings, async (session) => {
      await session.getInstance(NAMESPACE, leaf, { ...options, delivery });
      assert.deepEqual(registered().toSorted(), callbacks.toSorted());
      await session.testConnection({ ...options, delivery });
      assert.deepEqual(registered().toSorted(), callbacks.toSorted());
      // Which streamed parameters an untyped call has is not known.
      await session.invoke(NAMESPACE, 'Test_Service', 'Echo', null, { ...options, delivery });
      assert.deepEqual(registered().toSorted(), [...callbacks, 'streamedParameterResult'].toSorted());
      await Test_Service.Echo(session, {}, { ...options, delivery });
      assert.deepEqual(registered().toSorted(), callbacks.toSorted());
    });
  }
}

servedTest('over WS-Management, the server registers what the client does', 'windows', async ({ remote }) => {
  library.set('recordRequests', 1);
  // It takes all items of streams: those that the client does not hear are in the answer.
  const others = () => registered().filter((name) => name !== 'streamedParameterResult');
  for (const [options, callbacks] of OPTIONS) {
    await Test_Service.Echo(remote, {}, options);
    assert.deepEqual(others().toSorted(), callbacks.toSorted(), inspect(options));
    await remote.getInstance(NAMESPACE, leaf, options);
    assert.deepEqual(others().toSorted(), callbacks.toSorted(), inspect(options));
  }
});

sessionTest(
  'a typed method that streams parameters registers for them, any other does not',
  settings,
  async (session) => {
    const { Numbers } = await Test_Service.Streams(session, { Count: 1, Size: 2 });
    assert.deepEqual(Numbers, [0, 1]);
    assert.deepEqual(registered(), ['streamedParameterResult']);
    await Test_Derived.$at(session, { Id: 'derived' }).Grow({});
    assert.deepEqual(registered(), []);
  },
);

sessionTest('the superclass of a class is read without callbacks', settings, async (session) => {
  await session.getClass(NAMESPACE, 'Test_Leaf', { onWriteMessage: () => {} });
  assert.deepEqual(registered(), ['writeMessage']);
});

handlerTest('a sink that does not say what it handles gets all', settings, async (session) => {
  await perform(session, { kind: 'getInstance', namespace: NAMESPACE, instance: leaf, options: {} });
  const all = ['promptUser', 'streamedParameterResult', 'writeError', 'writeMessage', 'writeProgress'];
  assert.deepEqual(registered().toSorted(), all);
});

handlerTest('operations on the calling thread register nothing', settings, async (session) => {
  session.sync.run({ kind: 'getInstance', namespace: NAMESPACE, instance: leaf, options: {} });
  assert.deepEqual(library.lastRequest().callbacks, []);
});

for (const delivery of DELIVERIES) {
  const ask = async (critical: boolean, options: OperationOptions, session: Parameters<Test>[0]): Promise<unknown> => {
    const inbound = parameters(element('Critical', 'boolean', critical), element('Count', 'uint32', 2));
    const given = { ...options, delivery };
    return (await session.invoke(NAMESPACE, 'Test_Service', 'Prompt', inbound, given)).get('Confirmed');
  };

  sessionTest(`questions without a handler (${delivery})`, {}, async (session) => {
    // The server's own default, which is yes.
    assert.equal(await ask(false, {}, session), 2);
    assert.equal(await ask(true, {}, session), 2);
    // The cautious answers of this side.
    assert.equal(await ask(false, { promptUserMode: 'inquire' }, session), 2);
    assert.equal(await ask(true, { promptUserMode: 'inquire' }, session), 0);
    assert.equal(await ask(false, { promptUserAnswer: 'no' }, session), 0);
    // MI's own answer, which critical questions do not get.
    assert.equal(await ask(false, { promptUserMode: 'ignore', promptUserAnswer: 'no' }, session), 0);
    assert.equal(await ask(false, { promptUserMode: 'ignore' }, session), 2);
    assert.equal(await ask(true, { promptUserMode: 'ignore' }, session), 0);
    assert.equal(await ask(false, { promptUserMode: 'report', promptUserAnswer: 'no' }, session), 0);
  });

  sessionTest(`errors, progress and messages that nobody handles stop nothing (${delivery})`, {}, async (session) => {
    const inbound = parameters(element('Count', 'uint32', 3));
    for (const options of [{}, { writeErrorMode: 'inquire' }, { writeErrorMode: 'ignore' }] as const) {
      const outbound = await session.invoke(NAMESPACE, 'Test_Service', 'WriteErrors', inbound, {
        ...options,
        delivery,
      });
      assert.equal(outbound.get('Continued'), 3);
    }
    for (const method of ['Messages', 'Progress', 'Streams']) {
      const outbound = await session.invoke(NAMESPACE, 'Test_Service', method, inbound, { delivery });
      assert.equal(outbound.get('ReturnValue'), 0);
    }
  });
}

type Test = Parameters<typeof sessionTest>[2];
