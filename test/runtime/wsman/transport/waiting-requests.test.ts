import type { Socket } from 'node:net';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { http, leavesNothingOpen, poolOf, post, rawServer } from './raw-server.js';

leavesNothingOpen();

it('requests that may wait for long do not keep others waiting', async () => {
  const held: Socket[] = [];
  const server = await rawServer((socket, { body }) => {
    if (body === 'wait') held.push(socket);
    else socket.write(http('<a/>'));
  });
  const pool = poolOf(server, {}, { connections: 1 });
  const events = [post(pool, 'wait', { waits: true }), post(pool, 'wait', { waits: true })];
  expect((await post(pool, 'now')).text).toBe('<a/>');
  while (held.length < 2) await nextTurn();
  for (const socket of held) socket.write(http('<b/>'));
  expect((await Promise.all(events)).map(({ text }) => text)).toEqual(['<b/>', '<b/>']);
});
