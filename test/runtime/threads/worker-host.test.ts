import { describe, expect, it, vi } from 'vitest';
import type { OperationRequest, OperationSink } from '../../../runtime/handler/index.js';
import { CimInstance, type Credentials, initialize, MiError, type SessionOptions } from '../../../runtime/index.js';
import type { CimClass } from '../../../runtime/schema/index.js';
import { deferred } from '../../../runtime/waiting.js';
import { until } from '../../tools/turns.js';
import { aborted, element, FakeHandler, key, type Script } from '../fake-handler.js';
import { joined } from './joined.js';

const NS = 'root/test';
const instance = new CimInstance('C', [key('Id', 'uint64', 5n), element('Bytes', 'uint8', new Uint8Array([1]))], NS);
const schema: CimClass = { namespace: NS, name: 'C', superclass: null, qualifiers: [], properties: [], methods: [] };
const progress = {
  activity: 'a',
  currentOperation: 'b',
  statusDescription: 'c',
  percentageComplete: null,
  secondsRemaining: 1,
};

/** One request of each kind. */
const REQUESTS: { readonly [Kind in OperationRequest['kind']]: OperationRequest & { readonly kind: Kind } } = {
  invoke: {
    kind: 'invoke',
    namespace: NS,
    className: 'C',
    methodName: 'M',
    instance: null,
    inboundProperties: instance,
    options: {
      timeout: 5,
      channels: ['debug', 7],
      customOptions: [{ name: 'a', type: 'datetime', value: 'text', mustComply: true }],
    },
  },
  getInstance: { kind: 'getInstance', namespace: NS, instance, options: {} },
  enumerate: { kind: 'enumerate', namespace: NS, className: 'C', keysOnly: true, polymorphism: 'shallow', options: {} },
  query: { kind: 'query', namespace: NS, dialect: 'WQL', query: 'SELECT * FROM C', options: { delivery: 'pull' } },
  associators: {
    kind: 'associators',
    namespace: NS,
    instance,
    associationClass: null,
    resultClass: 'R',
    role: null,
    resultRole: 'x',
    keysOnly: false,
    options: {},
  },
  references: {
    kind: 'references',
    namespace: NS,
    instance,
    resultClass: null,
    role: 'r',
    keysOnly: true,
    options: {},
  },
  subscribe: { kind: 'subscribe', namespace: NS, dialect: 'WQL', query: 'SELECT * FROM E', options: {} },
  getClass: { kind: 'getClass', namespace: NS, className: 'C', options: {} },
  enumerateClasses: {
    kind: 'enumerateClasses',
    namespace: NS,
    className: null,
    namesOnly: false,
    polymorphism: 'deep',
    options: {},
  },
  create: { kind: 'create', namespace: NS, instance, options: {} },
  modify: { kind: 'modify', namespace: NS, instance, options: {} },
  delete: { kind: 'delete', namespace: NS, instance, options: {} },
  testConnection: { kind: 'testConnection', namespace: '', options: {} },
};

/** A value for each option of a session. */
const OPTIONS: { readonly [Name in keyof Required<Omit<SessionOptions, 'callbacks'>>]: SessionOptions[Name] } = {
  protocol: 'WINRM',
  destination: 'server01',
  timeout: 1,
  embeddedInstances: 'text',
  credentials: { type: 'Basic', domain: 'd', username: 'u', password: 'p' },
  proxyCredentials: { type: 'ClientCerts', thumbprint: 'ab' } satisfies Credentials,
  proxyType: 'Auto',
  transport: 'HTTPS',
  port: 5986,
  urlPrefix: 'wsman',
  allowUnencrypted: false,
  packetEncoding: 'UTF16',
  packetPrivacy: true,
  packetIntegrity: false,
  checkCertificateAuthority: true,
  checkCertificateName: false,
  checkCertificateRevocation: true,
  dataLocale: 'en-US',
  uiLocale: 'de-DE',
  maxEnvelopeSize: 100,
  maxElements: 10,
  encodePortInSpn: true,
  servicePrincipalName: 'HTTP/server01',
  impersonation: 'identify',
  trustedCertificates: '/t',
  certificateFile: '/c',
  privateKeyFile: '/k',
  openTimeout: 2,
  closeTimeout: 3,
};

/** A sink that records its calls, and answers with what `answers` says. */
function recorder(answers: Partial<OperationSink> = {}): {
  sink: OperationSink;
  calls: unknown[][];
  done: Promise<MiError | null>;
} {
  const calls: unknown[][] = [];
  const { promise: done, resolve } = deferred<MiError | null>();
  const recorded = <Name extends keyof OperationSink>(name: Name): OperationSink[Name] => {
    const call = (...args: unknown[]): unknown => {
      calls.push([name, ...args]);
      const answer = answers[name] as ((...args: unknown[]) => unknown) | undefined;
      return answer?.(...args);
    };
    return call as OperationSink[Name];
  };
  const sink: OperationSink = {
    instanceResult: recorded('instanceResult'),
    indicationResult: recorded('indicationResult'),
    classResult: recorded('classResult'),
    streamedParameterResult: recorded('streamedParameterResult'),
    writeMessage: recorded('writeMessage'),
    writeProgress: recorded('writeProgress'),
    writeError: recorded('writeError'),
    promptUser: recorded('promptUser'),
    done: resolve,
  };
  return { sink, calls, done };
}

describe('what a worker asks for', () => {
  it('reaches the handler of the main thread as it is', async () => {
    const handler = new FakeHandler();
    const { worker } = await joined(async () => handler);
    const session = await worker.newSession(OPTIONS);
    for (const request of Object.values(REQUESTS)) {
      const { sink, done } = recorder();
      session.start(request, sink);
      expect(await done).toBeNull();
    }
    await session.close();
    await worker.close();
    expect(handler.requests).toStrictEqual(Object.values(REQUESTS));
    expect(handler.sessionOptions).toEqual([{ ...OPTIONS, callbacks: {} }]);
    expect(handler.log.slice(-2)).toEqual(['close session', 'close']);
  });

  it('is answered in order, by every member of the sink', async () => {
    const error = new MiError('ACCESS_DENIED', 'no', { code: 1002, details: instance });
    const script: Script = async (sink) => {
      await sink.instanceResult(instance);
      await sink.indicationResult(instance, 'bookmark', null);
      await sink.classResult(schema);
      await sink.streamedParameterResult(element('S', 'sint8', 1));
      sink.writeMessage('debug', 'text');
      sink.writeProgress(progress);
      sink.writeMessage('debug', `${await sink.writeError(instance)}, ${await sink.promptUser('Sure?', 'critical')}`);
      return error;
    };
    const { worker } = await joined(async () => new FakeHandler(script));
    const session = await worker.newSession({});
    const { sink, calls, done } = recorder({
      writeError: () => 'yesToAll',
      promptUser: () => Promise.resolve('noToAll'),
    });
    session.start(REQUESTS.invoke, sink);
    expect(await done).toStrictEqual(error);
    expect(calls).toStrictEqual([
      ['instanceResult', instance],
      ['indicationResult', instance, 'bookmark', null],
      ['classResult', schema],
      ['streamedParameterResult', element('S', 'sint8', 1)],
      ['writeMessage', 'debug', 'text'],
      ['writeProgress', progress],
      ['writeError', instance],
      ['promptUser', 'Sure?', 'critical'],
      ['writeMessage', 'debug', 'yesToAll, noToAll'],
    ]);
  });

  it('fails with what the handler fails with', async () => {
    const handler = new FakeHandler();
    const failure = new MiError('ACCESS_DENIED', 'not now', { details: instance });
    const open = vi.spyOn(handler, 'newSession').mockRejectedValueOnce(failure);
    const close = vi.spyOn(handler, 'close').mockRejectedValueOnce(new TypeError('busy')).mockRejectedValueOnce('text');
    const { worker } = await joined(async () => handler);
    await expect(worker.newSession({})).rejects.toStrictEqual(failure);
    await expect(worker.close()).rejects.toThrow(new TypeError('busy'));
    await expect(worker.close()).rejects.toMatchObject({ result: 'FAILED', message: 'text' });
    await worker.close();
    expect([open.mock.calls.length, close.mock.calls.length]).toEqual([1, 3]);
  });

  it('and cannot be sent fails in the worker', async () => {
    const handler = new FakeHandler();
    const application = await initialize({ handler: (await joined(async () => handler)).worker });
    const session = await application.newSession();
    const strange = new CimInstance('C', [{ name: 'a', type: 'string', array: false, value: (() => {}) as never }]);
    await expect(session.create(NS, strange)).rejects.toMatchObject({ result: 'INVALID_PARAMETER' });
    expect(handler.requests).toEqual([]);
    await application.close();
  });

  it('is kept back while the sink waits: at most 32 results are ahead', async () => {
    let sent = 0;
    const script: Script = async (sink, _, signal) => {
      for (; !signal.aborted && sent < 1000; sent += 1) await sink.instanceResult(instance);
      return null;
    };
    const { worker } = await joined(async () => new FakeHandler(script));
    const room = deferred();
    const { sink, calls, done } = recorder({ instanceResult: () => room.promise });
    (await worker.newSession({})).start(REQUESTS.enumerate, sink);
    await until(() => calls.length === 33);
    for (let turns = 0; turns < 20; turns += 1) await new Promise((resolve) => setImmediate(resolve));
    expect([sent, calls.length]).toEqual([32, 33]);
    room.resolve();
    expect(await done).toBeNull();
    expect(calls.length).toBe(1000);
  });

  it('ends with what the sink throws, and the handler is told to cancel it', async () => {
    for (const fail of [
      () => Promise.reject(new Error('mine')),
      () => {
        throw new Error('mine');
      },
    ]) {
      const handler = new FakeHandler(async (sink, _, signal) => {
        await sink.streamedParameterResult(element('S', 'sint8', 1));
        await aborted(signal);
        return null;
      });
      const { worker } = await joined(async () => handler);
      const { sink, done } = recorder({ streamedParameterResult: fail });
      (await worker.newSession({})).start(REQUESTS.invoke, sink);
      expect(await done).toMatchObject({ result: 'FAILED', message: 'invoke: mine' });
      expect(handler.log).toContain('cancel invoke');
    }
  });
});

describe('the end of a worker', () => {
  const asks: Script = async (sink, _, signal) => {
    const answer = await sink.promptUser('Sure?', 'normal');
    if (answer !== 'no') throw new Error(answer);
    await sink.indicationResult(instance, null, null);
    if ((await sink.writeError(instance)) !== 'no') throw new Error('yes');
    await aborted(signal);
    return null;
  };

  it('answers its questions with no, ends its operations, and closes its sessions, then the handler', async () => {
    const handler = new FakeHandler(asks);
    const { worker, end } = await joined(async () => handler);
    const session = await worker.newSession({});
    const { sink, calls, done } = recorder({ promptUser: () => new Promise(() => {}) });
    session.start(REQUESTS.invoke, sink);
    await until(() => calls.length === 1);
    end();
    await until(() => handler.log.includes('close'));
    expect(handler.log).toEqual(['open', 'start invoke', 'cancel invoke', 'done invoke', 'close session', 'close']);
    expect(await done).toMatchObject({ message: 'the main thread has closed its connection with this worker thread' });
    await expect(worker.newSession({})).rejects.toMatchObject({ result: 'FAILED' });
  });

  it('closes a session that opens later', async () => {
    const handler = new FakeHandler();
    const opening = deferred();
    const open = handler.newSession.bind(handler);
    handler.newSession = async (options) => {
      await opening.promise;
      return open(options);
    };
    const { worker, end } = await joined(async () => handler);
    const session = worker.newSession({});
    end();
    await expect(session).rejects.toMatchObject({ result: 'FAILED' });
    opening.resolve();
    await until(() => handler.log.includes('close'));
    expect(handler.log).toEqual(['open', 'close session', 'close']);
  });

  it('after which something cannot be closed is reported as a warning', async () => {
    const handler = new FakeHandler();
    handler.close = () => Promise.reject(new Error('busy'));
    const warn = vi.spyOn(process, 'emitWarning').mockImplementation(() => {});
    const { end } = await joined(async () => handler);
    end();
    await until(() => warn.mock.calls.length > 0);
    expect(warn.mock.calls).toEqual([['MI could not be closed after its worker thread had ended: busy']]);
    warn.mockRestore();
  });

  it('is not that of the main thread, whatever the worker has sent', async () => {
    const warn = vi.spyOn(process, 'emitWarning').mockImplementation(() => {});
    for (const message of [null, undefined, 5, {}, { kind: 'start' }, { kind: 'call', order: null }]) {
      const { worker, send } = await joined(async () => new FakeHandler());
      send(message);
      await Promise.allSettled([worker.newSession({})]);
    }
    expect(warn.mock.calls.join()).toContain('a worker thread has sent the main thread what it cannot take: ');
    warn.mockRestore();
  });
});
