import { CimInstance, initialize, MiError, type SessionOptions } from 'mi-codegen/runtime';
import { describe, expect, it, vi } from 'vitest';
import { FakeHandler } from './fake-handler.js';

const nowhere = '/nowhere/libmi.so';

describe('a session of an application with handlers by protocol', () => {
  it.each<[options: SessionOptions, chosen: string]>([
    [{ protocol: 'WMIDCOM' }, 'local'],
    [{ protocol: 'wmidcom', destination: 'server01' }, 'local'],
    [{ protocol: 'WinRM' }, 'remote'],
    [{}, 'local'],
    [{ destination: 'server01' }, 'remote'],
    [{ destination: undefined, protocol: undefined }, 'local'],
    [{ protocol: 'MOCK' }, 'other'],
  ])('%o is one of the handler %s', async (options, chosen) => {
    const handlers = { local: new FakeHandler(), remote: new FakeHandler(), other: new FakeHandler() };
    const { local, remote, other } = handlers;
    await using application = await initialize({
      handler: other,
      handlers: { wmidcom: local, WINRM: remote, MOCK: undefined },
    });
    await using session = await application.newSession(options);
    await session.testConnection();
    const opened = Object.entries(handlers).filter(([, { log }]) => log.includes('open'));
    expect(opened.map(([name]) => name)).toEqual([chosen]);
    expect(opened[0]?.[1].sessionOptions).toEqual([JSON.parse(JSON.stringify(options))]);
  });

  it('needs MI only for a protocol without a handler, and says then that there is none', async () => {
    const remote = new FakeHandler();
    await using application = await initialize({ handlers: { WINRM: remote }, library: nowhere });
    await application.newSession({ protocol: 'WINRM' });
    for (let round = 0; round < 2; round++) {
      await expect(application.newSession()).rejects.toMatchObject({
        result: 'NOT_FOUND',
        message: expect.stringContaining(nowhere) as string,
      });
    }
    await application.newSession({ destination: 'server01' });
    expect(remote.log).toEqual(['open', 'open']);
  });

  it('needs MI for every protocol when there is no handler', async () => {
    await using application = await initialize({ handlers: {}, library: nowhere });
    await expect(application.newSession()).rejects.toMatchObject({ result: 'NOT_FOUND' });
  });
});

describe('closing an application with handlers by protocol', () => {
  it('closes each of them once, after the sessions', async () => {
    const shared = new FakeHandler();
    const other = new FakeHandler();
    const application = await initialize({ handler: other, handlers: { WINRM: shared, WMIDCOM: shared, X: other } });
    const session = await application.newSession();
    void session.delete('root/test', new CimInstance('C', [])).catch(() => {});
    await application.close();
    await application.close();
    expect(shared.log.slice(-3)).toEqual(['done delete', 'close session', 'close']);
    expect(shared.log.filter((entry) => entry === 'close')).toHaveLength(1);
    expect(other.log).toEqual(['close']);
  });

  it('closes the others when one fails, and tries that one again', async () => {
    const [busy, free] = [new FakeHandler(), new FakeHandler()];
    const failure = new MiError('FAILED', 'busy');
    const close = vi.spyOn(busy, 'close').mockRejectedValueOnce(failure);
    const application = await initialize({ handlers: { WINRM: busy, WMIDCOM: free } });
    await expect(application.close()).rejects.toBe(failure);
    await application.close();
    expect(close).toHaveBeenCalledTimes(2);
    expect(free.log).toEqual(['close']);
  });

  it('tells of all failures', async () => {
    const failures = [new Error('one'), new Error('two')];
    const handlers = failures.map((failure) => {
      const handler = new FakeHandler();
      handler.close = () => Promise.reject(failure);
      return handler;
    });
    const [one, two] = handlers as [FakeHandler, FakeHandler];
    const application = await initialize({ handlers: { WINRM: one, WMIDCOM: two } });
    await expect(application.close()).rejects.toMatchObject({ errors: failures });
  });
});

it('two handlers of one protocol are refused', async () => {
  const handlers = { WinRM: new FakeHandler(), WINRM: new FakeHandler() };
  await expect(initialize({ handlers })).rejects.toThrow(
    new TypeError('there are two handlers for the protocol WINRM'),
  );
});
