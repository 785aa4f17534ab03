import { afterEach, describe, expect, it, vi } from 'vitest';
import { initialize, MiError } from '../../runtime/index.js';
import { WithoutMi } from '../../runtime/without-mi.js';
import { startWsmanServer } from '../tools/wsman-server/server.js';
import { NS, repository } from './wsman/things.js';

const FAILURE = new MiError('NOT_FOUND', 'the MI library cannot be loaded. Looked for: …');

afterEach(() => vi.unstubAllEnvs());

describe('without an MI library', () => {
  it('sessions with a destination go over WS-Management', async () => {
    const server = await startWsmanServer({ handler: repository() });
    const application = await initialize({ handler: new WithoutMi(FAILURE) });
    for (const protocol of [undefined, 'WINRM', 'winrm']) {
      const options = { destination: '127.0.0.1', port: server.port, credentials: { type: 'None' }, protocol } as const;
      const session = await application.newSession(options);
      const found: unknown[] = [];
      for await (const instance of session.enumerate(NS, 'Base')) found.push(instance.get('Id'));
      expect(found).toEqual(['c', 'a', 'b']);
    }
    await application.close();
    await server.close();
  });

  it.each([{}, { protocol: 'WINRM' }, { protocol: 'WMIDCOM', destination: 'server01' }])(
    'a session with %j is refused, with what is possible',
    async (options) => {
      const application = await initialize({ handler: new WithoutMi(FAILURE) });
      const error = await application.newSession(options).catch((reason: unknown) => reason);
      expect(error).toMatchObject({
        result: 'NOT_FOUND',
        message: `${FAILURE.message}\nWithout it, other computers can be reached over WS-Management: newSession({ destination }).`,
      });
      await application.close();
    },
  );

  it('a library that is named must be there', async () => {
    vi.stubEnv('MI_LIBRARY', '/nowhere/libmi.so');
    await expect(initialize()).rejects.toMatchObject({ result: 'NOT_FOUND' });
    vi.unstubAllEnvs();
    await expect(initialize({ library: '/nowhere/libmi.so' })).rejects.toMatchObject({ result: 'NOT_FOUND' });
  });
});
