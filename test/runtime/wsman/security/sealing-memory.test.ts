import { expect, it } from 'vitest';
import { messageSeal } from '../../../../runtime/wsman/security/ntlm/ntlmv2.js';
import { memoryGrowth } from '../../../tools/memory-growth.js';

const MESSAGES = 2000;

it('messages that are sealed and opened leave nothing behind', async () => {
  const sessionKey = Buffer.alloc(16, 1);
  const [client, server] = [messageSeal('client-to-server', sessionKey), messageSeal('client-to-server', sessionKey)];
  const message = Buffer.alloc(10_000, 'x');
  const send = (): void => {
    for (let sent = 0; sent < MESSAGES; sent += 1) {
      if (server.open(client.seal(message))?.equals(message) !== true) throw new Error(`message ${sent} is lost`);
    }
  };
  expect(await memoryGrowth(send)).toBeLessThan(MESSAGES * 100);
});
