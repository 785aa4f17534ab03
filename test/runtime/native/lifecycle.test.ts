import assert from 'node:assert/strict';
import { initialize } from '../../../runtime/index.js';
import { MemoryRepository } from '../../../runtime/memory/index.js';
import { openNative } from '../../../runtime/native/index.js';
import type { OperationSink } from '../../../runtime/protocol.js';
import type { RequestOptions } from '../../../runtime/request-options.js';
import type { SessionOptions } from '../../../runtime/session-options.js';
import type { CimInstance } from '../../../runtime/values/index.js';
import {
  applicationTest,
  checked,
  collect,
  DELIVERIES,
  element,
  handlerTest,
  later,
  NAMESPACE,
  PROTOCOL,
  parameters,
  perform,
  sessionTest,
} from './tools/native-test.js';
import { test } from './tools/suite.js';
import { library } from './tools/test-library.js';

const add = (a: number): CimInstance => parameters(element('A', 'sint32', a), element('B', 'sint32', 1));

for (const delivery of DELIVERIES) {
  const said = { delivery };

  sessionTest(`500 operations at once (${delivery})`, { answerDelay: 2000 }, async (session) => {
    const calls = Array.from({ length: 500 }, (_, index) =>
      session.invoke(NAMESPACE, 'Test_Service', 'Add', add(index), said),
    );
    const sums = (await Promise.all(calls)).map((outbound) => outbound.get('Sum'));
    assert.deepEqual(
      sums,
      Array.from({ length: 500 }, (_, index) => index + 1),
    );
  });

  // In pull, results wait to be drawn in a queue of the library, which holds 64.
  const underWay = delivery === 'pull' ? 66 : 1;
  sessionTest(`a slow consumer holds the server back (${delivery})`, { manyCount: 400 }, async (session) => {
    let count = 0;
    let lent = 0;
    for await (const _ of session.enumerate(NAMESPACE, 'Test_Many', said)) {
      count += 1;
      if (count % 50 === 0) await later(5);
      lent = Math.max(lent, library.alive()['lentInstances'] ?? 0);
    }
    assert.equal(count, 400);
    assert.ok(lent <= underWay, `${lent} results were under way at once`);
  });

  sessionTest(`100,000 instances (${delivery})`, { manyCount: 100_000 }, async (session) => {
    let count = 0;
    for await (const instance of session.enumerate(NAMESPACE, 'Test_Many', said)) {
      if (instance.get('Index') !== count) break;
      count += 1;
    }
    assert.equal(count, 100_000);
  });

  sessionTest(`operations that never end leave room for others (${delivery})`, {}, async (session) => {
    const never = Array.from({ length: 20 }, () => session.invoke(NAMESPACE, 'Test_Service', 'Never', null, said));
    const outbound = await session.invoke(NAMESPACE, 'Test_Service', 'Add', add(1));
    assert.equal(outbound.get('Sum'), 2);
    for (const invocation of never) invocation.cancel();
    await Promise.allSettled(never);
  });

  applicationTest(`closing the application ends what runs (${delivery})`, {}, async (application) => {
    const session = await application.newSession(PROTOCOL);
    const never = session.invoke(NAMESPACE, 'Test_Service', 'Never', null, said);
    const endless = collect(session.enumerate(NAMESPACE, 'Test_Never', said));
    const closing = application.close();
    await assert.rejects(Promise.resolve(never), { message: 'the session was closed while the operation ran' });
    await assert.rejects(endless, { message: 'the session was closed while the operation ran' });
    await closing;
    await application.close();
    await assert.rejects(session.testConnection(said), { message: 'the session is closed' });
    await assert.rejects(application.newSession(), { message: 'the application is closed' });
  });
}

applicationTest('50 sessions opened and closed in parallel', {}, async (application) => {
  const one = async (index: number): Promise<void> => {
    const session = await application.newSession();
    const outbound = await session.invoke(NAMESPACE, 'Test_Service', 'Add', add(index));
    assert.equal(outbound.get('Sum'), index + 1);
    await session.close();
  };
  await Promise.all(Array.from({ length: 50 }, (_, index) => one(index)));
});

test('MI is loaded for the first session without a handler, and closed with the application', () =>
  checked({}, async () => {
    const handlers = { MINE: new MemoryRepository() };
    const application = await initialize({ handlers, library: library.path });
    await application.newSession({ protocol: 'mine' });
    assert.deepEqual(library.alive(), {});
    const sessions = await Promise.all([1, 2].map(() => application.newSession(PROTOCOL)));
    await Promise.all(sessions.map((session) => session.testConnection()));
    assert.notDeepEqual(library.alive(), {});
    await application.close();
  }));

test('two applications at once', () =>
  checked({}, async () => {
    const applications = await Promise.all([1, 2].map(() => initialize({ library: library.path })));
    for (const application of applications) {
      const session = await application.newSession();
      await session.testConnection();
    }
    await Promise.all(applications.map((application) => application.close()));
  }));

test('an application that cannot be initialized', () =>
  checked({ failInitialize: 2 }, async () => {
    await assert.rejects(initialize({ library: library.path }), {
      result: 'ACCESS_DENIED',
      message: /^MI_Application_InitializeV1: /,
    });
  }));

applicationTest('a session that cannot be opened', { failNewSession: 2 }, async (application) => {
  await assert.rejects(application.newSession({ destination: 'server01' }), (error: unknown) => {
    const { result, message, details } = error as Error & { result: string; details: CimInstance | null };
    assert.equal(result, 'ACCESS_DENIED');
    assert.match(message, /^MI_Application_NewSession server01: /);
    assert.equal(typeof details?.get('Message'), 'string');
    return true;
  });
});

test('what MI refuses without saying why', async () => {
  const silent = { errorDetails: 0, errorMessages: 0 };
  const said = (subject: string) => ({
    result: 'ACCESS_DENIED',
    message: `${subject}: ACCESS_DENIED, without a message`,
    details: null,
  });
  await checked({ ...silent, failInitialize: 2 }, () =>
    assert.rejects(initialize({ library: library.path }), said('MI_Application_InitializeV1')),
  );
  await checked({ ...silent, failNewSession: 2 }, async () => {
    await using application = await initialize({ library: library.path });
    await assert.rejects(application.newSession(), said('MI_Application_NewSession'));
  });
});

test('a session that MI does not open in time, and then does', () =>
  checked({ newSessionDelay: 300_000 }, async () => {
    const application = await initialize({ library: library.path });
    const late = application.newSession({ openTimeout: 30 });
    await assert.rejects(late, {
      result: 'FAILED',
      message: 'MI_Application_NewSession has not returned after 30 ms',
    });
    await later(400);
    assert.equal(library.alive()['sessions'], undefined);
    await application.close();
  }));

test('a session that MI does not open in time, and then refuses', () =>
  checked({ newSessionDelay: 200_000, failNewSession: 2 }, async () => {
    const handler = await openNative({ library: library.path });
    const credentials = { type: 'Basic', username: 'me', password: 'secret' } as const;
    await assert.rejects(handler.newSession({ openTimeout: 30, credentials }), {
      message: 'MI_Application_NewSession has not returned after 30 ms',
    });
    // MI may not be closed while it opens a session.
    await assert.rejects(handler.close(), {
      message: 'the application cannot be closed: sessions are still open (1): MI has not opened it',
    });
    await later(300);
    await handler.close();
  }));

test('the callbacks of a session', () =>
  checked({}, async () => {
    const handler = await openNative({ library: library.path });
    const said: string[] = [];
    const callbacks: SessionOptions['callbacks'] = {
      onWriteMessage: (channel, message) => void said.push(`${channel}: ${message}`),
      onWriteError: (error) => void said.push(`error: ${error.get('Message')}`),
    };
    const session = await handler.newSession({ destination: 'noisy', callbacks });
    assert.deepEqual(said, ['verbose: Connecting.', 'error: A noisy destination.']);
    await session.close();
    const fail = (): never => {
      throw new Error('mine');
    };
    const failing = { destination: 'noisy', callbacks: { onWriteMessage: fail } };
    await assert.rejects(handler.newSession(failing), { message: 'mine' });
    const late = async (): Promise<void> => {
      await later(2);
      fail();
    };
    for (const each of [{ onWriteMessage: late }, { onWriteError: late }]) {
      await assert.rejects(handler.newSession({ destination: 'noisy', callbacks: each }), { message: 'mine' });
    }
    await (await handler.newSession({ destination: 'noisy' })).close();
    await handler.close();
  }));

for (const [protocol, name] of [
  ['WMIDCOM', process.platform === 'win32' ? 'WMIDCOM' : 'OMI_SOCKETS'],
  ['winrm', process.platform === 'win32' ? 'winrm' : 'MI_REMOTE_WSMAN'],
]) {
  applicationTest(
    `the protocol ${protocol} has its name on every platform`,
    { recordRequests: 1 },
    async (application) => {
      const session = await application.newSession({ protocol: protocol as string });
      assert.equal(library.lastSession().protocol, name);
      await session.close();
    },
  );
}

applicationTest('a protocol that there is not', {}, async (application) => {
  await assert.rejects(application.newSession({ protocol: 'CARRIER_PIGEON' }), {
    result: 'NOT_FOUND',
    message: /^MI_Application_NewSession CARRIER_PIGEON: unknown protocol, or an option that it does not know \(/,
  });
});

handlerTest('a sink that throws ends its operation', { manyCount: 100 }, async (session) => {
  const request = { kind: 'enumerate', className: 'Test_Many', namespace: NAMESPACE, keysOnly: false } as const;
  for (const delivery of DELIVERIES) {
    let calls = 0;
    const sink: Partial<OperationSink> = {
      instanceResult: () => {
        calls += 1;
        throw new Error('mine');
      },
    };
    const options: RequestOptions = { delivery };
    await assert.rejects(perform(session, { ...request, polymorphism: 'deep', options }, sink), {
      message: 'enumerate Test_Many: mine',
    });
    assert.equal(calls, 1);
  }
});

handlerTest('done comes once, last, and never before start returns', { failStart: 2 }, async (session) => {
  const order: string[] = [];
  await new Promise<void>((resolve) => {
    const request = { kind: 'testConnection', namespace: '', options: {} } as const;
    const nothing = (): void => {};
    session.start(request, {
      instanceResult: nothing,
      indicationResult: nothing,
      classResult: nothing,
      streamedParameterResult: nothing,
      writeMessage: nothing,
      writeProgress: nothing,
      writeError: () => 'yes',
      promptUser: () => 'yes',
      done: () => {
        order.push('done');
        resolve();
      },
    });
    order.push('started');
  });
  await later(5);
  assert.deepEqual(order, ['started', 'done']);
});
