import assert from 'node:assert/strict';
import type { NativeSession, SyncResults } from '../../runtime/native/index.js';
import type { OperationRequest } from '../../runtime/protocol.js';
import { element, handlerTest, NAMESPACE, parameters, path } from './tools/native-test.js';

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
