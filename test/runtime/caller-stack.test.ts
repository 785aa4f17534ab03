import { describe, expect, it } from 'vitest';
import { CimReference, MiArgumentError, MiError, type Session } from '../../runtime/index.js';
import { CimObject, cimClass, type Invocation, invokeStatic } from '../../runtime/v1/index.js';
import { fakeSession, key } from './fake-handler.js';
import { Test_All } from './v1/generated/Test_All.js';

const NS = 'root/test';
const target = new CimReference('Test_All', [key('Id', 'string', 'a')], NS);

/** A session whose operations all fail, in a later turn of the event loop. */
async function failingSession(makeError = () => new MiError('NOT_FOUND', 'none')): Promise<Session> {
  const { session } = await fakeSession(async () => {
    await new Promise((resolve) => setImmediate(resolve));
    return makeError();
  });
  return session;
}

/** What a program throws. This function waits for it, and so belongs to the stack. */
async function caller(program: () => Promise<unknown>): Promise<Error> {
  try {
    await program();
  } catch (error) {
    return error as Error;
  }
  throw new Error('nothing failed');
}

/** Loops to the end. */
async function loop(items: AsyncIterable<unknown>): Promise<void> {
  for await (const _ of items);
}

const object = (session: Session) => Test_All.$at(session, { Id: 'a' });

describe('the stack of an operation that failed', () => {
  it.each<[string, (session: Session) => Promise<unknown>]>([
    ['$get', async (session) => await Test_All.$get(session, { Id: 'a' })],
    ['$refresh', async (session) => await object(session).$refresh()],
    ['$create', async (session) => await Test_All.$create(session, { Id: 'a' })],
    ['$modify', async (session) => await object(session).$modify({ Name: 'b' })],
    ['$delete', async (session) => await object(session).$delete()],
    ['$query', async (session) => await loop(Test_All.$query(session))],
    ['$enumerate', async (session) => await loop(Test_All.$enumerate(session))],
    ['$subscribe', async (session) => await loop(Test_All.$subscribe(session))],
    ['$created', async (session) => await loop(Test_All.$created(session))],
    ['a method', async (session) => await object(session).Ping()],
    ['expectSuccess', async (session) => await object(session).Ping().expectSuccess()],
    ['a stream', async (session) => await loop(object(session).List().stream('Files'))],
    ['a static method', async (session) => await Test_All.Count(session)],
    ['get of a reference', async (session) => await target.get(session)],
    ['getInstance', async (session) => await session.getInstance(NS, target)],
    ['getClass', async (session) => await session.getClass(NS, 'Test_All')],
    ['modify', async (session) => await session.modify(NS, target.toInstance())],
    ['create', async (session) => await session.create(NS, target.toInstance())],
    ['delete', async (session) => await session.delete(NS, target)],
    ['testConnection', async (session) => await session.testConnection()],
    ['query', async (session) => await loop(session.query(NS, 'SELECT * FROM Test_All'))],
    ['associators', async (session) => await loop(session.associators(NS, target))],
    ['invoke', async (session) => await session.invoke(NS, target, 'Ping')],
    ['Promise.all', async (session) => await Promise.all([session.getInstance(NS, target)])],
    ['an invalid namespace', async (session) => await session.getClass('//x', 'Test_All')],
  ])('of %s leads to what waits for it', async (_, program) => {
    const session = await failingSession();
    const error = await caller(() => program(session));
    expect(error).toBeInstanceOf(MiError);
    // Tools that map stacks to sources may leave out `async`.
    expect(error.stack).toMatch(/\n {4}at (?:async )?caller .*caller-stack\.test\.ts/);
    // No line is there twice.
    expect(error.stack?.match(/\bcaller /g)).toHaveLength(1);
  });

  it('begins as the error was made, and shows each caller its own line', async () => {
    const shared = new MiError('NOT_FOUND', 'none');
    const before = shared.stack ?? '';
    const session = await failingSession(() => shared);
    const second = async () => await caller(() => session.getClass(NS, 'X'));
    await caller(() => session.getClass(NS, 'X'));
    await second();
    expect(shared.stack?.startsWith(`${before}\n`)).toBe(true);
    expect(shared.stack?.match(/\bcaller /g)).toHaveLength(1);
    expect(shared.stack).toMatch(/\bsecond /);
  });

  it('is left alone where the error is frozen, or is not of MI', async () => {
    const frozen = Object.freeze(new MiError('NOT_FOUND', 'none'));
    expect(await caller(async () => (await failingSession(() => frozen)).testConnection())).toBe(frozen);
    const abort = new Error('enough');
    const stack = abort.stack;
    const signal = AbortSignal.abort(abort);
    expect(await caller(async () => (await failingSession()).testConnection({ signal }))).toBe(abort);
    expect(abort.stack).toBe(stack);
  });
});

describe('the stack of an argument error', () => {
  const deep = Array.from({ length: 4 }).reduce<object>((Inner) => ({ Inner }), { Size: 'x' });

  it('reaches the caller of what throws at once', async () => {
    const session = await failingSession();
    const error = await caller(async () => Test_All.$query(session, { where: { Idd: 'a' } as never }));
    expect(error).toBeInstanceOf(MiArgumentError);
    expect(error.stack).toMatch(/^MiArgumentError: Test_All\.\$query: where\.Idd .*\n {4}at (?!.*MiArgumentError)/);
    expect(error.stack).toMatch(/\n {4}at (?:async )?caller /);
  });

  it.each<[string, (session: Session) => Promise<unknown>]>([
    ['$get', async (session) => await Test_All.$get(session, {} as never)],
    ['$create', async (session) => await Test_All.$create(session, { Instance: deep } as never)],
    ['a method', async (session) => await object(session).Adopt({ Child: deep } as never)],
    ['a method that expects success', async (session) => await Test_All.EchoAll(session, { Uint8: -1 })],
  ])('reaches the caller of %s, however deep the argument lies', async (_, program) => {
    const session = await failingSession();
    const error = await caller(() => program(session));
    expect(error).toBeInstanceOf(MiArgumentError);
    expect(error.stack).toMatch(/\n {4}at (?:async )?caller /);
  });

  it('reaches the caller when a module had to be loaded first', async () => {
    class Test_Holder extends CimObject {
      static {
        cimClass(Test_Holder, {
          revision: 2,
          class: 'root/stacks:Test_Holder',
          methods: { '+Put(<Part:instance(Test_Late))': null },
          modules: { Test_Late: loadLate },
        });
      }
      static Put(session: Session, args: object): Invocation<object> {
        return invokeStatic(Test_Holder, session, 'Put', args);
      }
    }
    const session = await failingSession();
    const error = await caller(() => Test_Holder.Put(session, { Part: { Size: 'x' } }));
    expect(error.message).toBe('Test_Holder.Put: Part.Size must be a whole number from 0 to 255 (uint8), not "x"');
    expect(error.stack).toMatch(/\n {4}at (?:async )?caller /);
  });
});

async function loadLate(): Promise<unknown> {
  await new Promise((resolve) => setImmediate(resolve));
  return class Test_Late extends CimObject {
    static {
      // biome-ignore lint/complexity/noThisInStatic: generated code is of this form.
      cimClass(this, { revision: 2, class: 'root/stacks:Test_Late', properties: 'Size:uint8' });
    }
  };
}
