import { describe, expect, it } from 'vitest';
import type { OperationRequest, SyncResults } from '../../runtime/handler/index.js';
import {
  type CimClass,
  CimInstance,
  CimReference,
  initialize,
  MiError,
  type Session,
  type SessionOptions,
  type SynchronousSession,
  WQL,
} from '../../runtime/index.js';
import { fakeSession, key } from './fake-handler.js';

const NS = 'root/test';
const id = key('Id', 'string', 'a');
const path = new CimReference('C', [id], NS);
const instance = new CimInstance('C', [id], NS);
const schema: CimClass = { namespace: NS, name: 'C', superclass: null, qualifiers: [], properties: [], methods: [] };

/** A session whose handler answers on the calling thread, and what it was asked. */
async function synchronous(
  results: SyncResults = { instances: [instance], classes: [schema] },
  options: SessionOptions = {},
): Promise<{ session: Session; requests: OperationRequest[] }> {
  const requests: OperationRequest[] = [];
  const run = (request: OperationRequest): SyncResults => {
    requests.push(request);
    return results;
  };
  const protocol = { start: () => ({ cancel: () => {} }), close: async () => {}, sync: { run } };
  const application = await initialize({ handler: { newSession: async () => protocol, close: async () => {} } });
  return { session: await application.newSession(options), requests };
}

it('takes options that are undefined for absent', async () => {
  const { session, requests } = await synchronous();
  session.sync.testConnection({ machineId: true, timeout: undefined, resourceUri: undefined });
  expect(requests).toStrictEqual([{ kind: 'testConnection', namespace: '', options: { machineId: true } }]);
});

it('takes no option about questions and errors, which MI handles by its defaults', async () => {
  const { session, requests } = await synchronous();
  for (const option of [{ promptUserMode: 'ignore' }, { promptUserAnswer: 'no' }, { writeErrorMode: 'ignore' }]) {
    const [name] = Object.keys(option);
    expect(() => session.sync.testConnection(option as never)).toThrow(
      `session.sync.testConnection: no option is called "${name}"`,
    );
  }
  expect(requests).toEqual([]);
});

describe('requests', () => {
  const cases: readonly [name: string, run: (sync: SynchronousSession) => unknown, request: object, result: unknown][] =
    [
      [
        'invoke',
        (sync) => sync.invoke(NS, path, 'M', new CimInstance('__Parameters', [])),
        {
          kind: 'invoke',
          namespace: NS,
          className: 'C',
          methodName: 'M',
          instance,
          inboundProperties: new CimInstance('__Parameters', []),
        },
        instance,
      ],
      [
        'invoke of a static method',
        (sync) => sync.invoke(NS, 'C', 'M'),
        { kind: 'invoke', namespace: NS, className: 'C', methodName: 'M', instance: null, inboundProperties: null },
        instance,
      ],
      ['getInstance', (sync) => sync.getInstance(NS, path), { kind: 'getInstance', namespace: NS, instance }, instance],
      [
        'enumerate',
        (sync) => sync.enumerate(NS, 'C', { keysOnly: true }),
        { kind: 'enumerate', namespace: NS, className: 'C', keysOnly: true, polymorphism: 'deep' },
        [instance],
      ],
      [
        'associators',
        (sync) => sync.associators(NS, path, { resultClass: 'R' }),
        {
          kind: 'associators',
          namespace: NS,
          instance,
          associationClass: null,
          resultClass: 'R',
          role: null,
          resultRole: null,
          keysOnly: false,
        },
        [instance],
      ],
      [
        'references',
        (sync) => sync.references(NS, path, { role: 'Antecedent' }),
        { kind: 'references', namespace: NS, instance, resultClass: null, role: 'Antecedent', keysOnly: false },
        [instance],
      ],
      [
        'query',
        (sync) => sync.query(NS, WQL`SELECT * FROM C WHERE Id = ${"a'b"}`),
        { kind: 'query', namespace: NS, dialect: 'WQL', query: "SELECT * FROM C WHERE Id = 'a\\'b'" },
        [instance],
      ],
      ['getClass', (sync) => sync.getClass(NS, 'C'), { kind: 'getClass', namespace: NS, className: 'C' }, schema],
      [
        'enumerateClasses',
        (sync) => sync.enumerateClasses('root\\test'),
        { kind: 'enumerateClasses', namespace: NS, className: null, namesOnly: false, polymorphism: 'shallow' },
        [schema],
      ],
      ['create', (sync) => sync.create(NS, instance), { kind: 'create', namespace: NS, instance }, instance],
      ['modify', (sync) => sync.modify(NS, instance), { kind: 'modify', namespace: NS, instance }, undefined],
      ['delete', (sync) => sync.delete(NS, path), { kind: 'delete', namespace: NS, instance }, undefined],
      ['testConnection', (sync) => sync.testConnection(), { kind: 'testConnection', namespace: '' }, undefined],
    ];

  it.each(cases)('%s', async (_, run, request, result) => {
    const { session, requests } = await synchronous();
    expect(run(session.sync)).toEqual(result);
    expect(requests).toEqual([{ ...request, options: {} }]);
  });

  it('carry the time of the session, and options that come before it', async () => {
    const { session, requests } = await synchronous(undefined, { timeout: 5 });
    session.sync.testConnection();
    session.sync.testConnection({ timeout: 7, machineId: true });
    expect(requests.map(({ options }) => options)).toEqual([{ timeout: 5 }, { timeout: 7, machineId: true }]);
  });
});

describe('what cannot be', () => {
  it('is refused before anything is sent', async () => {
    const { session, requests } = await synchronous();
    expect(() => session.sync.testConnection({ timeout: 0 })).toThrow(
      new MiError('INVALID_PARAMETER', 'timeout is a whole number of milliseconds from 1 to 2147483647, not 0'),
    );
    expect(() => session.sync.query('', 'x')).toThrow('invalid namespace ""');
    expect(requests).toEqual([]);
  });

  it('is told when the server says success and sends nothing', async () => {
    const { session } = await synchronous({ instances: [], classes: [] });
    expect(() => session.sync.getInstance(NS, path)).toThrow(
      new MiError('FAILED', 'the server reported that getInstance succeeded, but sent no instance'),
    );
    expect(() => session.sync.getClass(NS, 'C')).toThrow(
      new MiError('FAILED', 'the server reported that getClass succeeded, but sent no class'),
    );
  });

  it('is told of a session that is closed, whenever its operations were asked for', async () => {
    const { session, requests } = await synchronous();
    const { sync } = session;
    await session.close();
    const closed = new MiError('FAILED', 'the session is closed');
    expect(() => sync.testConnection()).toThrow(closed);
    expect(() => session.sync).toThrow(closed);
    expect(requests).toEqual([]);
  });

  it('is told of a handler that has no operations on the calling thread', async () => {
    const { session } = await fakeSession();
    expect(() => session.sync).toThrow(
      new MiError('NOT_SUPPORTED', 'the handler of this session has no synchronous operations'),
    );
  });
});
