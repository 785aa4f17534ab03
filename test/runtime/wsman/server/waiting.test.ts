import { afterEach, beforeEach, expect, it } from 'vitest';
import { MiError, type ProtocolHandler } from '../../../../runtime/index.js';
import { startWsmanServer, type WsmanServer } from '../../../tools/wsman-server/server.js';
import { ask, CIM, ENUMERATION, envelope, faultOf } from './requests.js';

let server: WsmanServer;
/** Settled when an operation has started, and when it is cancelled. */
let started: Promise<void>;
let cancelled: Promise<void>;
beforeEach(async () => {
  let [starts, cancels] = [() => {}, () => {}];
  started = new Promise((resolve) => {
    starts = resolve;
  });
  cancelled = new Promise((resolve) => {
    cancels = resolve;
  });
  // Its operations do not end by themselves.
  const handler: ProtocolHandler = {
    newSession: async () => ({
      start: (_, sink) => {
        starts();
        const cancel = (): void => {
          cancels();
          sink.done(new MiError('FAILED', 'cancelled'));
        };
        return { cancel };
      },
      close: async () => {},
    }),
    close: async () => {},
  };
  server = await startWsmanServer({ handler });
});
afterEach(() => server.close());

const ENUMERATE = { action: `${ENUMERATION}/Enumerate`, resourceUri: `${CIM}Any`, body: '<n:Enumerate/>' };

it('an operation is cancelled when the time for it is over', async () => {
  const headers = '<w:OperationTimeout>PT0.01S</w:OperationTimeout>';
  expect(faultOf(await ask(server, { ...ENUMERATE, headers }))).toBe('w:TimedOut 2150858793');
  await cancelled;
});

it('an operation is cancelled when its client goes', async () => {
  const controller = new AbortController();
  const { signal } = controller;
  const answer = fetch(server.url, { method: 'POST', body: envelope(ENUMERATE), signal });
  await started;
  controller.abort();
  await expect(answer).rejects.toThrow('aborted');
  await cancelled;
  expect(server.openContexts).toEqual([]);
});

it('an operation is cancelled when the server is closed', async () => {
  const answer = fetch(server.url, { method: 'POST', body: envelope(ENUMERATE) });
  const refused = expect(answer).rejects.toThrow('fetch failed');
  await started;
  const closed = server.close();
  await cancelled;
  await refused;
  await closed;
});
