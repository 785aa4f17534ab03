import assert from 'node:assert/strict';
import type { RequestOptions } from '../../../runtime/request-options.js';
import { CimInstance, CimReference } from '../../../runtime/values/index.js';
import { WQL } from '../../../runtime/wql/index.js';
import { collect, DELIVERIES, element, NAMESPACE, parameters, path, sessionTest } from './tools/native-test.js';
import { library } from './tools/test-library.js';

const ids = (instances: readonly CimInstance[]): unknown[] => instances.map((instance) => instance.get('Id'));

for (const delivery of DELIVERIES) {
  const said: RequestOptions = { delivery };

  sessionTest(`testConnection (${delivery})`, {}, (session) => session.testConnection(said));

  sessionTest(`a static method (${delivery})`, { recordRequests: 1 }, async (session) => {
    const inbound = parameters(element('A', 'sint32', 40), element('B', 'sint32', 2));
    const outbound = await session.invoke(NAMESPACE, 'Test_Service', 'Add', inbound, said);
    assert.equal(outbound.get('Sum'), 42);
    const { kind, class: className, method, instance, namespace } = library.lastRequest();
    assert.deepEqual(
      [kind, namespace, className, method, instance],
      ['Invoke', NAMESPACE, 'Test_Service', 'Add', null],
    );
  });

  sessionTest(`a method of an instance sends no class name (${delivery})`, { recordRequests: 1 }, async (session) => {
    const target = path('Test_Service', 'service');
    const outbound = await session.invoke(NAMESPACE, target, 'Identify', null, said);
    assert.equal(outbound.get('Id'), 'service');
    assert.equal(outbound.get('Keys'), 1);
    assert.equal(library.lastRequest().class, null);
  });

  sessionTest(`a method without a result (${delivery})`, { asWindows: 0 }, async (session) => {
    const outbound = await session.invoke(NAMESPACE, path('Test_Service', 'service'), 'Reset', null, said);
    assert.deepEqual(outbound.elements, []);
    // Without a schema it cannot be told from a method that returns a boolean.
    library.set('asWindows', 1);
    const ofWindows = await session.invoke(NAMESPACE, path('Test_Service', 'service'), 'Reset', null, said);
    assert.deepEqual(ofWindows.toJSON(), { ReturnValue: true });
  });

  sessionTest(`OMI's name of the return value (${delivery})`, { returnAsMIReturn: 1 }, async (session) => {
    const inbound = parameters(element('A', 'sint32', 1), element('B', 'sint32', 1));
    const outbound = await session.invoke(NAMESPACE, 'Test_Service', 'Add', inbound, said);
    assert.equal(outbound.get('ReturnValue'), 0);
    assert.equal(outbound.element('MIReturn'), undefined);
  });

  for (const finalResult of [0, 1, 2]) {
    const name = `with the last result of kind ${finalResult} (${delivery})`;

    sessionTest(`getInstance ${name}`, { finalResult }, async (session) => {
      const instance = await session.getInstance(NAMESPACE, path('Test_Derived', 'derived'), said);
      assert.equal(instance.className, 'Test_Derived');
    });

    sessionTest(`enumerate ${name}`, { finalResult, manyCount: 300 }, async (session) => {
      const instances = await collect(session.enumerate(NAMESPACE, 'Test_Many', said));
      assert.deepEqual(
        instances.map((instance) => instance.get('Index')),
        Array.from({ length: 300 }, (_, index) => index),
      );
    });

    sessionTest(`enumerateClasses ${name}`, { finalResult }, async (session) => {
      const classes = await collect(session.enumerateClasses(NAMESPACE, 'Test_Base', said));
      const names = classes.map((cimClass) => cimClass.name).sort();
      assert.deepEqual(names, ['Test_Everything', 'Test_Refused', 'Test_Service']);
    });
  }

  sessionTest(`query (${delivery})`, { recordRequests: 1 }, async (session) => {
    const query = 'SELECT * FROM Test_Leaf';
    for (const dialect of ['WQL', 'CQL'] as const) {
      const instances = await collect(session.query(NAMESPACE, query, { ...said, dialect }));
      assert.deepEqual(ids(instances), ['leaf']);
      const recorded = library.lastRequest();
      assert.deepEqual([recorded.kind, recorded.dialect, recorded.query], ['QueryInstances', dialect, query]);
    }
    const written = session.query(NAMESPACE, WQL`SELECT * FROM Test_Leaf WHERE Id = ${"it's"}`, said);
    await assert.rejects(collect(written), { name: 'MiError', result: 'INVALID_QUERY' });
    assert.equal(library.lastRequest().query, "SELECT * FROM Test_Leaf WHERE Id = 'it\\'s'");
    const foreign = session.query(NAMESPACE, query, { ...said, dialect: 'SQL' });
    await assert.rejects(collect(foreign), { result: 'QUERY_LANGUAGE_NOT_SUPPORTED' });
  });

  sessionTest(`associators (${delivery})`, { recordRequests: 1 }, async (session) => {
    const all = path('Test_Everything', 'all');
    assert.deepEqual(ids(await collect(session.associators(NAMESPACE, all, said))), ['null', 'leaf']);
    const limits = {
      associationClass: 'Test_Link',
      resultClass: 'Test_Leaf',
      role: 'Antecedent',
      resultRole: 'Dependent',
      keysOnly: true,
    };
    const [leaf, ...others] = await collect(session.associators(NAMESPACE, all, { ...said, ...limits }));
    assert.deepEqual([leaf?.className, leaf?.elements.length, others], ['Test_Leaf', 1, []]);
    const { kind, associationClass, class: resultClass, role, resultRole, keysOnly } = library.lastRequest();
    assert.deepEqual(
      [kind, associationClass, resultClass, role, resultRole, keysOnly],
      ['AssociatorInstances', 'Test_Link', 'Test_Leaf', 'Antecedent', 'Dependent', 1],
    );
    const unknown = session.associators(NAMESPACE, path('Test_None', 'x'), said);
    await assert.rejects(collect(unknown), { result: 'INVALID_CLASS' });
  });

  sessionTest(`references (${delivery})`, { recordRequests: 1 }, async (session) => {
    const all = CimReference.parse('root/test:Test_Everything.Id="all"');
    const links = await collect(session.references(NAMESPACE, all, said));
    assert.deepEqual(
      links.map((link) => [link.className, String(link.get('Dependent'))]),
      [
        ['Test_Link', 'root/test:Test_Everything.Id="null"'],
        ['Test_Link', 'root/test:Test_Leaf.Id="leaf"'],
      ],
    );
    const limits = { resultClass: 'Test_Link', role: 'Dependent', keysOnly: true };
    assert.deepEqual(await collect(session.references(NAMESPACE, all, { ...said, ...limits })), []);
    const { kind, class: resultClass, role, keysOnly } = library.lastRequest();
    assert.deepEqual([kind, resultClass, role, keysOnly], ['ReferenceInstances', 'Test_Link', 'Dependent', 1]);
  });

  const alarms = 'select * from Test_Alarm';
  sessionTest(`a subscription (${delivery})`, { indicationCount: 3, indicationInterval: 10 }, async (session) => {
    // The server ends it after three.
    const indications = await collect(session.subscribe(NAMESPACE, alarms, said));
    assert.deepEqual(
      indications.map(({ indication, bookmark, machineId }) => [indication.get('Number'), bookmark, machineId]),
      [1, 2, 3].map((number) => [number, `bookmark-${number}`, 'test-machine']),
    );
  });

  sessionTest(`a subscription that is left, ended and refused (${delivery})`, {}, async (session) => {
    for await (const { indication } of session.subscribe(NAMESPACE, alarms, said)) {
      assert.equal(indication.get('Text'), 'Alarm 1');
      break;
    }
    const signal = AbortSignal.timeout(10);
    const ended = session.subscribe(NAMESPACE, alarms, { ...said, signal });
    await assert.rejects(collect(ended), { name: 'TimeoutError' });
    const refused = session.subscribe(NAMESPACE, 'select * from Test_Base', said);
    await assert.rejects(collect(refused), { name: 'MiError', result: 'NOT_SUPPORTED' });
  });

  sessionTest(`create, modify and delete (${delivery})`, {}, async (session) => {
    const key = { ...element('Id', 'string', 'new'), key: true };
    const made = new CimInstance('Test_Leaf', [key, element('Color', 'string', 'red')]);
    const created = await session.create(NAMESPACE, made, said);
    assert.equal(created.get('Id'), 'new');
    await session.modify(NAMESPACE, new CimInstance('Test_Leaf', [key, element('Color', 'string', null)]), said);
    const read = await session.getInstance(NAMESPACE, path('Test_Leaf', 'new'), said);
    assert.equal(read.get('Color'), null);
    await session.delete(NAMESPACE, path('Test_Leaf', 'new'), said);
    await assert.rejects(session.getInstance(NAMESPACE, path('Test_Leaf', 'new'), said), { result: 'NOT_FOUND' });
  });

  sessionTest(`a failure has MI's result, message and details (${delivery})`, {}, async (session) => {
    const inbound = parameters(element('Result', 'uint32', 2), element('Message', 'string', 'not for you'));
    await assert.rejects(session.invoke(NAMESPACE, 'Test_Service', 'Fail', inbound, said), (error: unknown) => {
      const { name, result, code, message, details } = error as Error & Record<string, unknown>;
      assert.deepEqual([name, result, code], ['MiError', 'ACCESS_DENIED', 2]);
      assert.equal(message, 'invoke Test_Service.Fail: not for you');
      assert.ok(details instanceof CimInstance);
      assert.equal(details.get('Message'), 'not for you');
      return true;
    });
  });

  const silent = { errorDetails: 0, errorMessages: 0 };
  sessionTest(`a failure without message and details (${delivery})`, silent, async (session) => {
    const inbound = parameters(element('Result', 'uint32', 27), element('Details', 'boolean', false));
    await assert.rejects(session.invoke(NAMESPACE, 'Test_Service', 'Fail', inbound, said), {
      result: 'SERVER_LIMITS_EXCEEDED',
      message: 'invoke Test_Service.Fail: SERVER_LIMITS_EXCEEDED, without a message',
      details: null,
    });
  });

  sessionTest(`a failure without a word is that of a server out of reach (${delivery})`, silent, async (session) => {
    const inbound = parameters(element('Result', 'uint32', 1), element('Details', 'boolean', false));
    const message = 'invoke Test_Service.Fail: FAILED, without a message: does the server run, and can it be reached?';
    await assert.rejects(session.invoke(NAMESPACE, 'Test_Service', 'Fail', inbound, said), { message });
  });

  sessionTest(`a result that MI does not define (${delivery})`, silent, async (session) => {
    const inbound = parameters(element('Result', 'uint32', 4711), element('Details', 'boolean', false));
    await assert.rejects(session.invoke(NAMESPACE, 'Test_Service', 'Fail', inbound, said), {
      result: 'FAILED',
      code: 4711,
      message: 'invoke Test_Service.Fail: result 4711, which MI does not define, without a message',
    });
  });

  for (const failStart of [1, 2, 4, 7, 27]) {
    sessionTest(
      `an operation that fails with ${failStart} while it starts (${delivery})`,
      { failStart },
      async (session) => {
        await assert.rejects(session.getInstance(NAMESPACE, path('Test_Leaf', 'leaf'), said), { code: failStart });
        await assert.rejects(collect(session.enumerate(NAMESPACE, 'Test_Many', said)), { code: failStart });
        await assert.rejects(session.getClass(NAMESPACE, 'Test_Base', said), { code: failStart });
        await assert.rejects(session.testConnection(said), { code: failStart });
      },
    );
  }
}

sessionTest('the polymorphism of an enumeration', { recordRequests: 1 }, async (session) => {
  const names = async (polymorphism: 'deep' | 'shallow' | 'deepBaseOnly'): Promise<string[]> => {
    const instances = await collect(session.enumerate(NAMESPACE, 'Test_Derived', { polymorphism }));
    return instances.map((instance) => instance.className);
  };
  assert.deepEqual(await names('shallow'), ['Test_Derived']);
  assert.equal(library.lastRequest().flags & 0x180, 0x80);
  assert.equal((await names('deep')).length, 2);
  assert.equal(library.lastRequest().flags & 0x180, 0);
  assert.equal((await names('deepBaseOnly')).length, 2);
  assert.equal(library.lastRequest().flags & 0x180, 0x180);
});

sessionTest('a namespace is passed on as it is; none is NULL', { recordRequests: 1 }, async (session) => {
  await session.testConnection();
  assert.equal(library.lastRequest().namespace, null);
  const inner = await collect(session.enumerate('root\\test\\inner', 'Test_Inner'));
  assert.equal(library.lastRequest().namespace, 'root/test/inner');
  assert.equal(inner.length, 1);
});
