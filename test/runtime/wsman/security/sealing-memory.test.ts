import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';
import { messageSeal } from '../../../../runtime/wsman/security/ntlm/ntlmv2.js';

/** In bytes. All messages have a hundred times as much. */
const MOST_GROWTH = 2 ** 20;

function memoryInUse(): number {
  setFlagsFromString('--expose-gc');
  const collect: () => void = runInNewContext('gc');
  collect();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

it('10,000 messages that are sealed and opened leave nothing behind', () => {
  const sessionKey = Buffer.alloc(16, 1);
  const [client, server] = [messageSeal('client-to-server', sessionKey), messageSeal('client-to-server', sessionKey)];
  const message = Buffer.alloc(10_000, 'x');
  const send = (count: number): void => {
    for (let sent = 0; sent < count; sent += 1) {
      if (server.open(client.seal(message))?.equals(message) !== true) throw new Error(`message ${sent} is lost`);
    }
  };
  send(1000);
  const before = memoryInUse();
  send(10_000);
  expect(memoryInUse() - before).toBeLessThan(MOST_GROWTH);
});
