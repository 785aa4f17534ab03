import assert from 'node:assert/strict';
import type { NativeSession } from '../../../runtime/native/index.js';
import type { OperationRequest, SyncResults } from '../../../runtime/protocol.js';
import { CimInstance, CimReference } from '../../../runtime/values/index.js';
import {
  applicationTest,
  element,
  handlerTest,
  later,
  NAMESPACE,
  parameters,
  path,
  sessionTest,
} from './tools/native-test.js';
import { library } from './tools/test-library.js';

const options = {};
const add: OperationRequest = {
  kind: 'invoke',
  namespace: NAMESPACE,
  className: 'Test_Service',
  methodName: 'Add',
  instance: null,
  inboundProperties: parameters(element('A', 'sint32', 1), element('B', 'sint32', 2)),
  options,
};

const run = (session: NativeSession, request: OperationRequest): SyncResults => session.sync.run(request);

for (const finalResult of [0, 1, 2]) {
  handlerTest(
    `synchronous operations, with the last result of kind ${finalResult}`,
    { finalResult },
    async (session) => {
      assert.equal(run(session, add).instances[0]?.get('Sum'), 3);
      const many = {
        kind: 'enumerate',
        namespace: NAMESPACE,
        className: 'Test_Many',
        keysOnly: false,
        options,
      } as const;
      assert.equal(run(session, { ...many, polymorphism: 'deep' }).instances.length, 1000);
      const leaf = run(session, { kind: 'getClass', namespace: NAMESPACE, className: 'Test_Leaf', options }).classes[0];
      assert.deepEqual(
        leaf?.properties.map(({ name }) => name),
        ['Color'],
      );
      assert.deepEqual(run(session, { kind: 'testConnection', namespace: '', options }), {
        instances: [],
        classes: [],
      });
    },
  );
}

handlerTest('a synchronous operation that fails', {}, async (session) => {
  const instance = path('Test_Leaf', 'nothing');
  assert.throws(() => run(session, { kind: 'getInstance', namespace: NAMESPACE, instance, options }), {
    name: 'MiError',
    result: 'NOT_FOUND',
  });
  const inboundProperties = parameters(element('A', 'sint32', 2 ** 31));
  assert.throws(() => run(session, { ...add, inboundProperties }), { result: 'INVALID_PARAMETER' });
});

handlerTest('a synchronous operation that fails while it starts', { failStart: 2 }, async (session) => {
  assert.throws(() => run(session, add), { result: 'ACCESS_DENIED' });
});

handlerTest(
  'a synchronous operation with messages, progress, errors and prompts does not hang',
  {},
  async (session) => {
    const inboundProperties = parameters(element('Count', 'uint32', 3));
    for (const methodName of ['Messages', 'Progress', 'WriteErrors', 'Prompt']) {
      assert.equal(run(session, { ...add, methodName, inboundProperties }).instances[0]?.get('ReturnValue'), 0);
    }
  },
);

handlerTest('what would wait for ever is refused', {}, async (session) => {
  const subscribe = {
    kind: 'subscribe',
    namespace: NAMESPACE,
    dialect: 'WQL',
    query: 'select * from Test_Alarm',
  } as const;
  assert.throws(() => run(session, { ...subscribe, options }), {
    message: 'a subscription does not end: it cannot be synchronous',
  });
  for (const asking of [{ promptUserMode: 'inquire' }, { writeErrorMode: 'report' }] as const) {
    assert.throws(() => run(session, { ...add, options: asking }), {
      message: 'a synchronous operation cannot ask or report: callbacks do not reach a thread that waits',
    });
  }
});

sessionTest('the synchronous operations of a session', {}, async (session) => {
  const { sync } = session;
  sync.testConnection();
  const inbound = parameters(element('A', 'sint32', 1), element('B', 'sint32', 2));
  assert.equal(sync.invoke(NAMESPACE, 'Test_Service', 'Add', inbound).get('Sum'), 3);
  assert.equal(sync.invoke(NAMESPACE, path('Test_Service', 'service'), 'Identify').get('Id'), 'service');
  assert.equal(sync.getInstance('root\\test', path('Test_Leaf', 'leaf')).get('Id'), 'leaf');
  assert.equal(sync.enumerate(NAMESPACE, 'Test_Many').length, 1000);
  assert.equal(sync.enumerate(NAMESPACE, 'Test_Derived', { polymorphism: 'shallow' }).length, 1);
  assert.equal(sync.query(NAMESPACE, 'select * from Test_Leaf').length, 1);
  const all = CimReference.parse('root/test:Test_Everything.Id="all"');
  assert.equal(sync.associators(NAMESPACE, all, { resultClass: 'Test_Leaf' }).length, 1);
  assert.equal(sync.references(NAMESPACE, all, { role: 'Antecedent' }).length, 2);
  assert.equal(sync.getClass(NAMESPACE, 'Test_Leaf').superclass, 'Test_Derived');
  assert.equal(sync.enumerateClasses(NAMESPACE, 'Test_Base').length, 3);
  const key = { ...element('Id', 'string', 'new'), key: true };
  assert.equal(sync.create(NAMESPACE, new CimInstance('Test_Leaf', [key])).get('Id'), 'new');
  sync.modify(NAMESPACE, new CimInstance('Test_Leaf', [key, element('Color', 'string', 'red')]));
  assert.equal(sync.getInstance(NAMESPACE, path('Test_Leaf', 'new')).get('Color'), 'red');
  sync.delete(NAMESPACE, path('Test_Leaf', 'new'));
  assert.throws(() => sync.getInstance(NAMESPACE, path('Test_Leaf', 'new')), { result: 'NOT_FOUND' });
  assert.throws(() => sync.getClass('root//server/x', 'Test_Leaf'), { name: 'MiError' });
});

sessionTest('nothing is synchronous beside other operations of the session', {}, async (session) => {
  const never = session.invoke(NAMESPACE, 'Test_Service', 'Never');
  await later(1);
  assert.throws(() => session.sync.testConnection(), {
    result: 'NOT_SUPPORTED',
    message:
      'a synchronous operation cannot wait while others of its session run: invoke Test_Service.Never is not over yet. Await it, or leave its loop, and then await session.idle()',
  });
  never.cancel();
  await Promise.allSettled([never]);
  const onWriteMessage = (): void => session.sync.testConnection();
  const inbound = parameters(element('Count', 'uint32', 1));
  const invocation = session.invoke(NAMESPACE, 'Test_Service', 'Messages', inbound, { onWriteMessage });
  await assert.rejects(Promise.resolve(invocation), { result: 'NOT_SUPPORTED' });
});

applicationTest('a closed session has no synchronous operations', {}, async (application) => {
  const session = await application.newSession();
  await session.close();
  assert.throws(() => session.sync, { message: 'the session is closed' });
});

sessionTest('a synchronous operation right after another that was awaited', {}, async (session) => {
  for (let round = 0; round < 20; round += 1) {
    await session.testConnection();
    session.sync.testConnection();
  }
});

sessionTest(
  'a failure without a word is that of a server out of reach',
  { errorDetails: 0, errorMessages: 0 },
  async (session) => {
    const inbound = parameters(element('Result', 'uint32', 1), element('Details', 'boolean', false));
    const message = 'invoke Test_Service.Fail: FAILED, without a message: does the server run, and can it be reached?';
    assert.throws(() => session.sync.invoke(NAMESPACE, 'Test_Service', 'Fail', inbound), { message });
  },
);

sessionTest(
  'the options of an operation on the calling thread are checked, and reach MI',
  { recordRequests: 1 },
  async (session) => {
    const leaf = path('Test_Leaf', 'a');
    assert.throws(() => session.sync.getInstance(NAMESPACE, leaf, { requireArchitecture: true }), {
      name: 'TypeError',
      message: 'session.sync.getInstance: requireArchitecture needs providerArchitecture',
    });
    session.sync.testConnection({ typeInformation: 'full', localizedQualifiers: true });
    assert.deepEqual([library.lastRequest().kind, library.lastRequest().flags], ['TestConnection', 0]);
  },
);
