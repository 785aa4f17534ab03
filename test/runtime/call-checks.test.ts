import { describe, expect, it } from 'vitest';
import { CimInstance, CimReference, initialize, type Session, WQL } from '../../runtime/index.js';
import { MemoryRepository } from '../../runtime/memory/index.js';
import { Test_Bare } from '../golden/changed-types/expected/index.js';
import { Test_Event, Test_Thing } from '../golden/queries/expected/index.js';
import { FakeHandler, fakeSession } from './fake-handler.js';

const NS = 'root/test';
const path = CimReference.parse('Test_Thing.Id="a",Number=1');
const instance = new CimInstance('Test_Thing', []);

/** What a call throws, or rejects with. */
async function mistake(call: () => unknown): Promise<string> {
  try {
    await call();
  } catch (error) {
    if (error instanceof TypeError) return error.message;
    throw error;
  }
  throw new Error('no mistake was found');
}

describe('options of an operation', () => {
  const calls: readonly (readonly [call: string, run: (session: Session, options: never) => unknown])[] = [
    ['session.invoke', (s, options) => s.invoke(NS, path, 'Reset', null, options)],
    ['session.getInstance', (s, options) => s.getInstance(NS, path, options)],
    ['session.getInstance', (s, options) => CimReference.parse(`${NS}:${path}`).get(s, options)],
    ['session.enumerate', (s, options) => s.enumerate(NS, 'Test_Thing', options)],
    ['session.associators', (s, options) => s.associators(NS, path, options)],
    ['session.references', (s, options) => s.references(NS, path, options)],
    ['session.query', (s, options) => s.query(NS, 'q', options)],
    ['session.subscribe', (s, options) => s.subscribe(NS, 'q', options)],
    ['session.getClass', (s, options) => s.getClass(NS, 'Test_Thing', options)],
    ['session.enumerateClasses', (s, options) => s.enumerateClasses(NS, null, options)],
    ['session.create', (s, options) => s.create(NS, instance, options)],
    ['session.modify', (s, options) => s.modify(NS, instance, options)],
    ['session.delete', (s, options) => s.delete(NS, path, options)],
    ['session.testConnection', (s, options) => s.testConnection(options)],
    ['Test_Thing.$get', (s, options) => Test_Thing.$get(s, path, options)],
    ['Test_Thing.$enumerate', (s, options) => Test_Thing.$enumerate(s, options)],
    ['Test_Thing.$query', (s, options) => Test_Thing.$query(s, options)],
    ['Test_Event.$subscribe', (s, options) => Test_Event.$subscribe(s, options)],
    ['Test_Thing.$created', (s, options) => Test_Thing.$created(s, options)],
    ['Test_Thing.$modified', (s, options) => Test_Thing.$modified(s, options)],
    ['Test_Thing.$deleted', (s, options) => Test_Thing.$deleted(s, options)],
    ['Test_Thing.$changed', (s, options) => Test_Thing.$changed(s, options)],
    ['Test_Thing.$create', (s, options) => Test_Thing.$create(s, { Id: 'a' }, options)],
    ['Test_Thing.$refresh', (s, options) => Test_Thing.$at(s, path).$refresh(options)],
    ['Test_Thing.$modify', (s, options) => Test_Thing.$at(s, path).$modify({}, options)],
    ['Test_Thing.$delete', (s, options) => Test_Thing.$at(s, path).$delete(options)],
    ['Test_Thing.$references', (s, options) => Test_Thing.$at(s, path).$references(Test_Thing as never, options)],
    ['Test_Thing.$associators', (s, options) => Test_Thing.$at(s, path).$associators(Test_Thing as never, options)],
    ['Test_Thing.Reset', (s, options) => Test_Thing.$at(s, path).Reset(undefined, options)],
    ['Test_Bare.Make', (s, options) => Test_Bare.Make(s, undefined, options)],
  ];

  it.each(calls)('are checked in a call of %s', async (call, run) => {
    const { session, handler } = await fakeSession();
    const said = (options: unknown) => mistake(() => run(session, options as never));
    expect(await said({ timeuot: 5 })).toBe(`${call}: no option is called "timeuot"; did you mean "timeout"?`);
    expect(await said({ signal: 'x' })).toBe(`${call}: signal must be an AbortSignal, not "x"`);
    expect(await said({ onProgress: 5 })).toBe(`${call}: onProgress must be a function, not 5`);
    expect(await said({ timeout: '5' })).toBe(`${call}: timeout must be a number, not "5"`);
    expect(await said(5)).toBe(`${call}: the options must be one object, not 5`);
    expect(await said([])).toBe(`${call}: the options must be one object, not an array`);
    expect(await said(null)).toMatch(/: the options must be one object, not null$/);
    expect(handler.requests).toEqual([]);
    // An option that is undefined counts as absent.
    const called = async () => run(session, { timeuot: undefined, signal: undefined } as never);
    expect(await called().catch((error: unknown) => error)).not.toBeInstanceOf(TypeError);
  });

  it.each<[options: object, message: string]>([
    [{ toString: 5 }, 'no option is called "toString"'],
    [{ TIMEOUT: 5 }, 'no option is called "TIMEOUT"; did you mean "timeout"?'],
    [{ polymorphsm: 'deep' }, 'no option is called "polymorphsm"; did you mean "polymorphism"?'],
    [
      { polymorphism: 'Deep' },
      'polymorphism must be one of "deep", "shallow", "deepBaseOnly", not "Deep"; did you mean "deep"?',
    ],
    [{ polymorphism: 5 }, 'polymorphism must be one of "deep", "shallow", "deepBaseOnly", not 5'],
    [{ keysOnly: 'yes' }, 'keysOnly must be a boolean, not "yes"'],
    [{ keysOnly: null }, 'keysOnly must be a boolean, not null'],
    [{ signal: { aborted: false } }, 'signal must be an AbortSignal, not an object'],
    [{ signal: new AbortController() }, 'signal must be an AbortSignal, not an object'],
    [{ promptUserMode: 'ask' }, 'promptUserMode must be one of "report", "inquire", "ignore", not "ask"'],
    [{ providerArchitecture: '64' }, 'providerArchitecture must be one of 32, 64, not "64"'],
    [{ channels: 'verbose' }, 'channels must be an array, not "verbose"'],
    [{ channels: [1.5] }, 'channels[0] must be a whole number from 0 to 4294967295, not 1.5'],
    [{ requireArchitecture: true }, 'requireArchitecture needs providerArchitecture'],
    [{ requireArchitecture: 1, providerArchitecture: 64 }, 'requireArchitecture must be a boolean, not 1'],
    [{ requireArchitecture: true, providerArchitecture: undefined }, 'requireArchitecture needs providerArchitecture'],
    [
      { channels: ['verbose', 7, 'debg'] },
      'channels[2] must be one of "warning", "verbose", "debug", not "debg"; did you mean "debug"?',
    ],
    [{ customOptions: [{ name: 'x', type: 'string' }] }, 'customOptions[0].value is required'],
    [
      { customOptions: [{ name: 'x', type: 'string', value: 'x', mustcomply: true }] },
      'no member of customOptions[0] is called "mustcomply"; did you mean "mustComply"?',
    ],
    [
      { customOptions: [{ name: 'x', type: 'string', value: 'x', mustComply: 1 }] },
      'customOptions[0].mustComply must be a boolean, not 1',
    ],
  ])('%o are refused', async (options, message) => {
    const { session } = await fakeSession();
    expect(await mistake(() => session.enumerate(NS, 'Test_Thing', options))).toBe(`session.enumerate: ${message}`);
  });

  it.each<[options: object, message: string]>([
    [{ bookmark: '' }, "bookmark must be 'oldest', 'newest' or a bookmark, not \"\""],
    [{ bookmark: 5 }, "bookmark must be 'oldest', 'newest' or a bookmark, not 5"],
    [{ heartbeat: 0 }, 'heartbeat must be a whole number of milliseconds, at least 1, not 0'],
    [{ expires: 1.5 }, 'expires must be a whole number of milliseconds, at least 1, not 1.5'],
    [{ expires: new Date(0) }, 'expires must be a whole number of milliseconds, at least 1, not a Date'],
  ])('%o are refused of a subscription', async (options, message) => {
    const { session } = await fakeSession();
    expect(await mistake(() => session.subscribe(NS, 'q', options))).toBe(`session.subscribe: ${message}`);
    expect(await mistake(() => Test_Thing.$created(session, options))).toBe(`Test_Thing.$created: ${message}`);
  });

  it('may be of another realm or without a prototype', async () => {
    const { session, handler } = await fakeSession();
    const signal = { aborted: false, addEventListener: () => {}, removeEventListener: () => {} };
    const options = Object.assign(Object.create(null) as object, {
      signal: signal as unknown as AbortSignal,
      timeout: 50,
    });
    await session.enumerate(NS, 'Test_Thing', options).toArray();
    expect(handler.requests).toMatchObject([{ options: { timeout: 50 } }]);
  });

  it('say which ones a kind of operation has', async () => {
    const { session } = await fakeSession();
    const said = (call: () => unknown) => expect(mistake(call)).resolves;
    await said(() =>
      initialize({ handler: new FakeHandler() }).then((a) => a.newSession({ credentials: {} as never })),
    ).toMatch(/credentials.type must be one of .*, not undefined$/);
    await said(() => session.query(NS, 'q', { keysOnly: true } as never)).toContain('no option is called "keysOnly"');
    await said(() => session.delete(NS, path, { dialect: 'WQL' } as never)).toContain('no option is called "dialect"');
    await said(() => Test_Thing.$enumerate(session, { keysOnly: true } as never)).toContain(
      'no option is called "keysOnly"',
    );
    await said(() => Test_Thing.$created(session, { previous: {} } as never)).toContain(
      'no option is called "previous"',
    );
    await said(() => Test_Thing.$created(session, { wihtin: 5 } as never)).toContain('did you mean "within"?');
  });

  it('first that are misspelt are told from arguments', async () => {
    const { session } = await fakeSession();
    expect(await mistake(() => Test_Bare.Make(session, { timeuot: 5 } as never))).toBe(
      'Test_Bare.Make: timeuot is no parameter of the method, and no option; did you mean "timeout"?',
    );
    expect(await mistake(() => Test_Bare.Make(session, { timeout: '5' } as never))).toBe(
      'Test_Bare.Make: timeout must be a number, not "5"',
    );
  });
});

describe('options of a session', () => {
  it.each<[options: unknown, message: string]>([
    [{ protocl: 'WINRM' }, 'no option is called "protocl"; did you mean "protocol"?'],
    [{ credential: {} }, 'no option is called "credential"; did you mean "credentials"?'],
    [{ destination: 5 }, 'destination must be a string, not 5'],
    [{ timeout: '30000' }, 'timeout must be a number, not "30000"'],
    [{ port: 70_000 }, 'port must be a whole number from 1 to 65535, not 70000'],
    [{ transport: 'https' }, 'transport must be one of "HTTP", "HTTPS", not "https"; did you mean "HTTPS"?'],
    [{ packetPrivacy: 'yes' }, 'packetPrivacy must be a boolean, not "yes"'],
    [{ credentials: 'user' }, 'credentials must be an object, not "user"'],
    [
      { credentials: { type: 'NegoWithCred', username: 'u', password: 'p' } },
      'credentials.type must be one of "Default", "None", "NegoNoCreds", "Basic", "Digest", "NegoWithCreds", "Kerberos", ' +
        '"Ntlmdomain", "CredSSP", "ClientCerts", "IssuerCert", not "NegoWithCred"; did you mean "NegoWithCreds"?',
    ],
    [
      { credentials: { type: 'Basic', username: 'u', pasword: 'p' } },
      'no member of credentials is called "pasword"; did you mean "password"?',
    ],
    [{ credentials: { type: 'Basic', username: 'u' } }, 'credentials.password is required'],
    [
      { credentials: { type: 'Basic', user: 'u', username: 'u', password: 'p' } },
      'no member of credentials is called "user"',
    ],
    [
      { proxyCredentials: { type: 'Kerberos', usrname: 'u' } },
      'no member of proxyCredentials is called "usrname"; did you mean "username"?',
    ],
    [{ credentials: { type: 'Default', username: 'u' } }, 'credentials.password is required'],
    [{ credentials: { type: 'Default', password: 'p' } }, 'credentials.username is required'],
    [{ credentials: { type: 'Default', domain: 'd' } }, 'credentials.username is required'],
    [
      { credentials: { type: 'Default', usrname: 'u' } },
      'no member of credentials is called "usrname"; did you mean "username"?',
    ],
    [{ credentials: { type: 'NegoNoCreds', username: 'u' } }, 'no member of credentials is called "username"'],
    // No message shows a password.
    [{ credentials: { type: 'Basic', username: 'u', password: 12345 } }, 'credentials.password must be a string'],
    [
      { callbacks: { onWriteMesage: () => {} } },
      'no member of callbacks is called "onWriteMesage"; did you mean "onWriteMessage"?',
    ],
    [{ callbacks: { onWriteError: true } }, 'callbacks.onWriteError must be a function, not true'],
    ['WINRM', 'the options must be one object, not "WINRM"'],
  ])('%o are refused', async (options, message) => {
    const handler = new FakeHandler();
    const application = await initialize({ handler });
    expect(await mistake(() => application.newSession(options as never))).toBe(`newSession: ${message}`);
    expect(handler.log).toEqual([]);
  });
});

describe('options of initialize', () => {
  it.each<[options: unknown, message: string]>([
    [{ handlr: new FakeHandler() }, 'no option is called "handlr"; did you mean "handler"?'],
    [{ handler: {} }, 'handler must be a handler: an object with the methods newSession and close, not an object'],
    [
      { handler: MemoryRepository },
      'handler must be a handler: an object with the methods newSession and close, not a function',
    ],
    [{ handlers: 3 }, 'handlers must be an object of handlers, not 3'],
    [
      { handlers: { WINRM: 'x' } },
      'handlers.WINRM must be a handler: an object with the methods newSession and close, not "x"',
    ],
    [{ library: 5 }, 'library must be a string, not 5'],
    [new MemoryRepository(), 'a handler is given as an option: initialize({ handler })'],
    ['/opt/omi/lib/libmi.so', 'the options must be one object, not "/opt/omi/lib/libmi.so"'],
  ])('%o are refused', async (options, message) => {
    expect(await mistake(() => initialize(options as never))).toBe(`initialize: ${message}`);
  });
});

describe('arguments of a session', () => {
  const aThing = 'target must be a CimReference or a CimInstance, not';
  it.each<[run: (session: Session, x: never) => unknown, x: unknown, message: string]>([
    [
      (s, x) => s.query(x, NS),
      WQL`SELECT * FROM C`,
      'session.query(namespace, query): namespace must be a string, not an object',
    ],
    [
      (s, x) => s.query(x, NS),
      'SELECT * FROM C',
      'session.query(namespace, query): namespace must be one such as "root/cimv2", not a query',
    ],
    [
      (s, x) => s.subscribe(x, NS),
      'select * from C',
      'session.subscribe(namespace, query): namespace must be one such as "root/cimv2", not a query',
    ],
    [
      (s, x) => s.query(NS, x),
      undefined,
      'session.query(namespace, query): query must be a string or made by WQL, not undefined',
    ],
    [
      (s, x) => s.query(NS, x),
      { where: {} },
      'session.query(namespace, query): query must be a string or made by WQL, not an object',
    ],
    [
      (s, x) => s.getInstance(NS, x),
      'Test_Thing',
      `session.getInstance(namespace, target): ${aThing} "Test_Thing": CimReference.parse() reads an object path`,
    ],
    [
      (s, x) => s.getInstance(x, path as never),
      path,
      'session.getInstance(namespace, target): namespace must be a string, not an object',
    ],
    [(s, x) => s.getInstance(NS, x), undefined, `session.getInstance(namespace, target): ${aThing} undefined`],
    [
      (s) => s.delete(NS, Test_Thing.$at(s, path) as never),
      null,
      `session.delete(namespace, target): ${aThing} an object: use its $path`,
    ],
    [(s, x) => s.delete(NS, x), null, `session.delete(namespace, target): ${aThing} null`],
    [(s, x) => s.associators(NS, x), {}, `session.associators(namespace, target): ${aThing} an object`],
    [(s, x) => s.references(NS, x), 5, `session.references(namespace, target): ${aThing} 5`],
    [
      (s, x) => s.enumerate(NS, x),
      Test_Thing,
      'session.enumerate(namespace, className): className must be a string, not a function',
    ],
    [
      (s, x) => s.getClass(NS, x),
      undefined,
      'session.getClass(namespace, className): className must be a string, not undefined',
    ],
    [
      (s, x) => s.enumerateClasses(NS, x),
      {},
      'session.enumerateClasses(namespace, className): className must be a string, not an object',
    ],
    [
      (s, x) => s.create(NS, x),
      { Id: 'a' },
      'session.create(namespace, instance): instance must be a CimInstance, not an object',
    ],
    [
      (s, x) => s.modify(NS, x),
      path,
      'session.modify(namespace, instance): instance must be a CimInstance, not an object',
    ],
    [(s, x) => s.invoke(NS, x, 'Reset'), 5, `session.invoke(namespace, target, methodName, parameters): ${aThing} 5`],
    [
      (s, x) => s.invoke(NS, path, x),
      undefined,
      'session.invoke(namespace, target, methodName, parameters): methodName must be a string, not undefined',
    ],
    [
      (s, x) => s.invoke(NS, path, 'Reset', x),
      { Force: true },
      'session.invoke(namespace, target, methodName, parameters): parameters must be a CimInstance, not an object',
    ],
  ])('%s of %o', async (run, x, message) => {
    const { session, handler } = await fakeSession();
    expect(await mistake(() => run(session, x as never))).toBe(message);
    expect(handler.requests).toEqual([]);
  });

  it('fail by rejecting where a promise comes', async () => {
    const { session } = await fakeSession();
    const calls = [
      session.invoke(NS, 5 as never, 'x'),
      session.getInstance(NS, 'x' as never),
      session.getClass(NS, 5 as never),
      session.create(NS, 5 as never),
      session.modify(NS, 5 as never),
      session.delete(NS, 5 as never),
      session.testConnection(5 as never),
    ];
    for (const { status } of await Promise.allSettled(calls)) expect(status).toBe('rejected');
  });
});
