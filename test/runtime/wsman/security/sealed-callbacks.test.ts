import { expect, it } from 'vitest';
import { initialize } from '../../../../runtime/index.js';
import { WsmanHandler } from '../../../../runtime/wsman/index.js';
import { missingAcceptor, startAcceptor } from '../../../tools/acceptor/acceptor.js';
import { describeNeeding } from '../../../tools/describe-needing.js';
import { startWsmanServer } from '../../../tools/wsman-server/server.js';
import { Talker, talkingRepository } from '../talking.js';

const ANN = { domain: 'EXAMPLE', user: 'ann', password: 'secret of ann' } as const;

describeNeeding(missingAcceptor(), 'an operation whose messages are encrypted', () => {
  // Nobody has shown how Windows encrypts an answer of several messages.
  it.each([true, false])('tells and asks as any other; each message is a body of its own: %s', async (closeEach) => {
    const handler = talkingRepository(async ({ stream, promptUser, writeMessage }) => {
      for (let number = 0n; number < 20n; number += 1n) await stream('Numbers', number);
      writeMessage('debug', 'é'.repeat(20_000));
      return String(await promptUser('sure?'));
    });
    const server = await startWsmanServer({ handler });
    const acceptor = await startAcceptor({ forwardTo: server.url, ntlmUsers: [ANN], closeEach });
    const application = await initialize({ handlers: { WINRM: new WsmanHandler() } });
    try {
      const session = await application.newSession({
        destination: '127.0.0.1',
        port: acceptor.port,
        credentials: { type: 'NegoWithCreds', domain: 'EXAMPLE', username: 'ann', password: ANN.password },
      });
      const heard: string[] = [];
      const call = Talker.Talk(
        session,
        {},
        {
          onWriteMessage: (_, text) => void heard.push(text),
          onPromptUser: async (text) => {
            heard.push(text);
            return 'yes';
          },
        },
      );
      const numbers: bigint[] = [];
      for await (const number of call.stream('Numbers')) numbers.push(number);
      expect(numbers).toEqual(Array.from({ length: 20 }, (_, index) => BigInt(index)));
      expect((await call).Answer).toBe('true');
      expect(heard).toEqual(['é'.repeat(20_000), 'sure?']);
      const refused = (await acceptor.log()).filter(({ event }) => event === 'refused');
      expect(refused).toEqual([]);
    } finally {
      await application.close();
      await acceptor.stop();
      await server.close();
    }
  });
});
