import { describe, expect, it, vi } from 'vitest';
import { CimInstance, initialize, MiError } from '../../runtime/index.js';
import { until } from '../tools/turns.js';
import { aborted, FakeHandler, fakeSession } from './fake-handler.js';

const instance = new CimInstance('C', []);

describe('initialize', () => {
  it('looks for MI itself where there is no handler', async () => {
    await expect(initialize({ library: '/nowhere/libmi.so' })).rejects.toMatchObject({ result: 'NOT_FOUND' });
  });
});

describe('closing', () => {
  it('goes from operations over sessions to the application', async () => {
    const handler = new FakeHandler(async (_, __, signal) => {
      await aborted(signal);
      return new MiError('FAILED', 'cancelled');
    });
    const application = await initialize({ handler });
    const session = await application.newSession();
    const running = session.delete('root/test', instance);
    const closing = application.close();
    await expect(running).rejects.toThrow(new MiError('FAILED', 'the session was closed while the operation ran'));
    await closing;
    expect(handler.log).toEqual(['open', 'start delete', 'cancel delete', 'done delete', 'close session', 'close']);
  });

  it('happens once', async () => {
    const handler = new FakeHandler();
    const application = await initialize({ handler });
    const session = await application.newSession();
    expect(session.close()).toBe(session.close());
    await session.close();
    await application.close();
    await application.close();
    await session.close();
    expect(handler.log).toEqual(['open', 'close session', 'close']);
  });

  it('is what disposing does', async () => {
    const handler = new FakeHandler();
    {
      await using application = await initialize({ handler });
      await using session = await application.newSession();
      await session.testConnection();
    }
    expect(handler.log).toEqual(['open', 'start testConnection', 'done testConnection', 'close session', 'close']);
  });

  it('leaves nothing that can be used', async () => {
    const handler = new FakeHandler();
    const application = await initialize({ handler });
    const session = await application.newSession();
    const results = session.enumerate('root/test', 'C');
    await application.close();
    const closed = new MiError('FAILED', 'the session is closed');
    await expect(session.testConnection()).rejects.toThrow(closed);
    await expect(session.invoke('root/test', 'C', 'M')).rejects.toThrow(closed);
    await expect(results[Symbol.asyncIterator]().next()).rejects.toThrow(closed);
    await expect(application.newSession()).rejects.toThrow(new MiError('FAILED', 'the application is closed'));
    expect(handler.log).toEqual(['open', 'close session', 'close']);
  });

  it('waits for sessions that are being opened', async () => {
    const handler = new FakeHandler();
    const application = await initialize({ handler });
    const opening = application.newSession();
    await application.close();
    await expect((await opening).testConnection()).rejects.toThrow('the session is closed');
    expect(handler.log).toEqual(['open', 'close session', 'close']);
  });

  it('ends an operation for which only a callback is not over', async () => {
    const { session, handler } = await fakeSession((sink) => {
      sink.writeMessage('verbose', 'hello');
      return null;
    });
    const running = session.delete('root/test', instance, { onWriteMessage: () => new Promise(() => {}) });
    const told = expect(running).rejects.toThrow('the session was closed while the operation ran');
    await until(() => handler.log.at(-1) === 'done delete');
    await session.close();
    await told;
  });

  it('does not wait for ever, and tells what still runs', async () => {
    const end: (() => void)[] = [];
    const handler = new FakeHandler(() => new Promise((resolve) => end.push(() => resolve(null))));
    const application = await initialize({ handler });
    const session = await application.newSession({ closeTimeout: 20 });
    const done = session.testConnection();
    const running = [session.delete('root/test', instance), session.invoke('root/test', 'C', 'Forever')];
    const closed = new MiError('FAILED', 'the session was closed while the operation ran');
    const told = Promise.all(running.map((operation) => expect(operation).rejects.toThrow(closed)));
    await until(() => end.length === 3);
    end[0]?.();
    await done;
    const late = 'the session cannot be closed: the handler has not ended delete C, invoke C.Forever after 20 ms';
    await expect(application.close()).rejects.toThrow(new MiError('FAILED', late));
    await told;
    expect(handler.log.at(-1)).toBe('close');
    for (const last of end) last();
    await until(() => handler.log.at(-1) === 'close session');
  });

  it('can be tried again after a failure', async () => {
    const handler = new FakeHandler();
    const application = await initialize({ handler });
    const busy = new MiError('FAILED', 'busy');
    const close = vi.spyOn(handler, 'close').mockRejectedValueOnce(busy);
    await expect(Promise.all([application.close(), application.close()])).rejects.toBe(busy);
    await expect(application.newSession()).rejects.toThrow('the application is closed');
    await application.close();
    await application.close();
    expect(close).toHaveBeenCalledTimes(2);
  });

  it('closes what it can when something fails', async () => {
    const handler = new FakeHandler();
    const application = await initialize({ handler });
    const failure = new Error('no');
    const protocol = await handler.newSession({});
    const opened = { ...protocol, close: () => Promise.reject(failure) };
    handler.newSession = async () => opened;
    await application.newSession();
    await expect(application.close()).rejects.toBe(failure);
    expect(handler.log.at(-1)).toBe('close');
  });

  it('tells of all failures', async () => {
    const handler = new FakeHandler();
    const application = await initialize({ handler });
    const failures = [new Error('session'), new Error('application')];
    handler.newSession = async () => ({
      start: () => ({ cancel: () => {} }),
      close: () => Promise.reject(failures[0]),
    });
    handler.close = () => Promise.reject(failures[1]);
    await application.newSession();
    await expect(application.close()).rejects.toMatchObject({
      message: 'the application could not be closed properly',
      errors: failures,
    });
  });

  it('lets other sessions live', async () => {
    const { session, handler } = await fakeSession();
    const other = await (await initialize({ handler })).newSession();
    await session.close();
    await other.testConnection();
    expect(handler.requests).toHaveLength(1);
  });
});

describe('a session that cannot be opened', () => {
  it.each(['timeout', 'openTimeout', 'closeTimeout'])('since its %s is none', async (option) => {
    const handler = new FakeHandler();
    const application = await initialize({ handler });
    await expect(application.newSession({ [option]: -1 })).rejects.toThrow(
      new MiError('INVALID_PARAMETER', `${option} is a whole number of milliseconds from 1 to 2147483647, not -1`),
    );
    expect(handler.log).toEqual([]);
  });

  it('rejects with the error of the handler, and the application goes on', async () => {
    const handler = new FakeHandler();
    const { newSession } = handler;
    const error = new MiError('ACCESS_DENIED', 'no');
    handler.newSession = () => Promise.reject(error);
    const application = await initialize({ handler });
    await expect(application.newSession()).rejects.toBe(error);
    handler.newSession = newSession;
    await (await application.newSession()).close();
    await application.close();
    expect(handler.log).toEqual(['open', 'close session', 'close']);
  });
});
