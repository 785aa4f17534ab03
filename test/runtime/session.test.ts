import { describe, expect, it } from 'vitest';
import type { OperationRequest } from '../../runtime/handler/index.js';
import { type CimClass, CimInstance, initialize, MiError, MiResult } from '../../runtime/index.js';
import { collect } from '../tools/collect.js';
import { aborted, element, fakeSession, key } from './fake-handler.js';

const NS = 'root/test';
const instance = new CimInstance('C', [key('Id', 'string', 'a')], NS);
const schema: CimClass = { namespace: NS, name: 'C', superclass: null, qualifiers: [], properties: [], methods: [] };

describe('requests', () => {
  const cases: readonly [
    name: string,
    run: (s: import('../../runtime/index.js').Session) => Promise<unknown>,
    request: object,
  ][] = [
    [
      'invoke of a static method',
      (s) => s.invoke(NS, 'C', 'M').then(() => undefined),
      { kind: 'invoke', namespace: NS, className: 'C', methodName: 'M', instance: null, inboundProperties: null },
    ],
    [
      'invoke of an instance method',
      (s) => s.invoke(NS, instance, 'M', new CimInstance('__Parameters', [])).then(() => undefined),
      {
        kind: 'invoke',
        namespace: NS,
        className: 'C',
        methodName: 'M',
        instance,
        inboundProperties: new CimInstance('__Parameters', []),
      },
    ],
    ['getInstance', (s) => s.getInstance(NS, instance), { kind: 'getInstance', namespace: NS, instance }],
    [
      'enumerate',
      (s) => collect(s.enumerate(NS, 'C')),
      { kind: 'enumerate', namespace: NS, className: 'C', keysOnly: false, polymorphism: 'deep' },
    ],
    [
      'enumerate with options',
      (s) => collect(s.enumerate(NS, 'C', { keysOnly: true, polymorphism: 'shallow' })),
      { kind: 'enumerate', namespace: NS, className: 'C', keysOnly: true, polymorphism: 'shallow' },
    ],
    ['getClass', (s) => s.getClass(NS, 'C'), { kind: 'getClass', namespace: NS, className: 'C' }],
    [
      'enumerateClasses',
      (s) => collect(s.enumerateClasses(NS)),
      { kind: 'enumerateClasses', namespace: NS, className: null, namesOnly: false, polymorphism: 'shallow' },
    ],
    [
      'enumerateClasses with options',
      (s) => collect(s.enumerateClasses(NS, 'C', { namesOnly: true, polymorphism: 'deep' })),
      { kind: 'enumerateClasses', namespace: NS, className: 'C', namesOnly: true, polymorphism: 'deep' },
    ],
    ['create', (s) => s.create(NS, instance), { kind: 'create', namespace: NS, instance }],
    ['modify', (s) => s.modify(NS, instance), { kind: 'modify', namespace: NS, instance }],
    ['delete', (s) => s.delete(NS, instance), { kind: 'delete', namespace: NS, instance }],
    ['testConnection', (s) => s.testConnection(), { kind: 'testConnection', namespace: '' }],
  ];

  it.each(cases)('%s', async (_, run, request) => {
    const { session, handler } = await fakeSession(async (sink, { kind }) => {
      if (kind === 'getClass') await sink.classResult(schema);
      if (kind === 'getInstance' || kind === 'create') await sink.instanceResult(instance);
      return null;
    });
    await run(session);
    expect(handler.requests).toEqual([{ ...request, options: {} }]);
  });

  it('carry the options that the handler needs', async () => {
    const { session, handler } = await fakeSession();
    const { signal } = new AbortController();
    await session.modify(NS, instance, { timeout: 50, signal, promptUserMode: 'inquire', writeErrorMode: 'ignore' });
    expect(handler.requests[0]?.options).toEqual({ timeout: 50, promptUserMode: 'inquire', writeErrorMode: 'ignore' });
  });

  it('fail where a server says success and sends nothing', async () => {
    const { session } = await fakeSession();
    await expect(session.getInstance(NS, instance)).rejects.toThrow(
      new MiError('FAILED', 'the server reported that getInstance succeeded, but sent no instance'),
    );
    await expect(session.getClass(NS, 'C')).rejects.toThrow(
      'the server reported that getClass succeeded, but sent no class',
    );
    const { elements } = await session.invoke(NS, 'C', 'M');
    expect(elements).toEqual([]);
  });

  it('reject with the error of the handler', async () => {
    const details = new CimInstance('CIM_Error', [element('Message', 'string', 'no')]);
    const error = new MiError('ACCESS_DENIED', 'no', { details });
    const { session } = await fakeSession(() => error);
    await expect(session.delete(NS, instance)).rejects.toBe(error);
    expect(error).toMatchObject({ name: 'MiError', result: 'ACCESS_DENIED', code: 2, details, message: 'no' });
  });

  it('end when a handler breaks its word and throws', async () => {
    const { session, handler } = await fakeSession();
    const protocol = await handler.newSession({});
    const failure = new Error('broken');
    protocol.start = () => {
      throw failure;
    };
    handler.newSession = async () => protocol;
    const { initialize } = await import('../../runtime/index.js');
    const application = await initialize({ handler });
    const broken = await application.newSession();
    await expect(broken.testConnection()).rejects.toBe(failure);
    await application.close();
    await session.close();
  });
});

describe('namespaces', () => {
  const asked = async (namespace: string): Promise<OperationRequest[]> => {
    const { session, handler } = await fakeSession();
    await session.delete(namespace, instance);
    return handler.requests;
  };

  it.each([
    ['root\\cimv2', 'root/cimv2'],
    ['\\\\.\\root\\cimv2', 'root/cimv2'],
    ['/Root/CIMV2/', 'Root/CIMV2'],
  ])('%s is %s', async (given, normal) => {
    expect((await asked(given))[0]?.namespace).toBe(normal);
  });

  it.each([
    ['', 'a namespace is names separated by "/", such as root/cimv2'],
    ['root/a b', 'a namespace is names separated by "/", such as root/cimv2'],
    [
      '\\\\server01\\root\\cimv2',
      'it names a computer; open a session with { destination: "server01" } and use "root/cimv2"',
    ],
    ['//server01/root', 'it names a computer; open a session with { destination: "server01" } and use "root"'],
  ])('"%s" is refused', async (namespace, reason) => {
    const { session, handler } = await fakeSession();
    const error = new MiError('INVALID_NAMESPACE', `invalid namespace "${namespace}": ${reason}`);
    await expect(session.getInstance(namespace, instance)).rejects.toThrow(error);
    await expect(session.invoke(namespace, 'C', 'M')).rejects.toThrow(error);
    await expect(collect(session.enumerate(namespace, 'C'))).rejects.toThrow(error);
    expect(handler.requests).toEqual([]);
    await session.close();
  });
});

describe('options that are undefined', () => {
  it('are absent for the handler', async () => {
    const { handler } = await fakeSession();
    const application = await initialize({ handler, library: undefined });
    const session = await application.newSession({ protocol: 'WINRM', destination: undefined, timeout: undefined });
    expect(handler.sessionOptions.at(-1)).toStrictEqual({ protocol: 'WINRM' });
    await session.testConnection({ machineId: true, timeout: undefined, signal: undefined, resourceUri: undefined });
    for await (const _ of session.enumerate(NS, 'C', { polymorphism: undefined, channels: undefined }));
    expect(handler.requests).toStrictEqual([
      { kind: 'testConnection', namespace: '', options: { machineId: true } },
      { kind: 'enumerate', namespace: NS, className: 'C', keysOnly: false, polymorphism: 'deep', options: {} },
    ]);
  });
});

describe('timeout', () => {
  it('cancels an operation that takes longer', async () => {
    const { session, handler } = await fakeSession(async (_, __, signal) => {
      await aborted(signal);
      return new MiError('FAILED', 'cancelled');
    });
    const error: unknown = await session.delete(NS, instance, { timeout: 5 }).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ result: 'FAILED', message: 'delete C was not done after 5 ms' });
    expect((error as MiError).cause).toMatchObject({ name: 'TimeoutError' });
    await session.close();
    expect(handler.log).toEqual(['open', 'start delete', 'cancel delete', 'done delete', 'close session']);
  });

  it('comes from the session where the operation has none', async () => {
    const { handler } = await fakeSession();
    const { initialize } = await import('../../runtime/index.js');
    const session = await (await initialize({ handler })).newSession({ timeout: 1000, destination: 'server01' });
    await session.testConnection();
    await session.testConnection({ timeout: 7 });
    expect(handler.requests.map(({ options }) => options.timeout)).toEqual([1000, 7]);
    expect(handler.sessionOptions.at(-1)).toEqual({ timeout: 1000, destination: 'server01' });
  });

  it.each([0, -1, 1.5, Number.NaN, 2 ** 31])('%d is refused', async (timeout) => {
    const { session, handler } = await fakeSession();
    await expect(session.testConnection({ timeout })).rejects.toThrow(
      new MiError(
        'INVALID_PARAMETER',
        `timeout is a whole number of milliseconds from 1 to 2147483647, not ${timeout}`,
      ),
    );
    expect(handler.requests).toEqual([]);
  });
});

it('MiResult has the numbers of MI.h', () => {
  expect(Object.values(MiResult)).toEqual([
    ...Array.from({ length: 18 }, (_, code) => code),
    ...Array.from({ length: 9 }, (_, index) => index + 20),
  ]);
  expect([
    MiResult.OK,
    MiResult.METHOD_NOT_FOUND,
    MiResult.NAMESPACE_NOT_EMPTY,
    MiResult.SERVER_IS_SHUTTING_DOWN,
  ]).toEqual([0, 17, 20, 28]);
});
