import { afterAll } from 'vitest';
import { initialize } from '../../../runtime/index.js';
import type { Session } from '../../../runtime/session.js';
import type { HttpReply } from '../../../runtime/wsman/transport/http-channel.js';
import { WireClient } from '../../../runtime/wsman/wire-client.js';
import { WsmanSession } from '../../../runtime/wsman/wsman-session.js';

const URL_OF_SERVER = 'http://server/wsman';

/** What an HTTP server sent. */
export function httpReply(text: string, status = 200): HttpReply {
  return { status, contentType: 'application/soap+xml', server: '', location: null, challenges: [], text };
}

/** The identifier of a request: an answer refers to it. */
export function messageIdOf(request: string): string {
  return /MessageID>([^<]+)/.exec(request)?.[1] ?? '';
}

const opened: { close(): Promise<void> }[] = [];
afterAll(async () => {
  await Promise.all(opened.map((application) => application.close()));
});

/** A session with a service that answers each request with a text. */
export async function sessionWith(answer: (request: string) => string): Promise<Session> {
  const settings = { to: URL_OF_SERVER, sessionId: 'uuid:1', locale: 'en-US', dataLocale: 'en-US' };
  const channel = {
    url: URL_OF_SERVER,
    exchange: async ({ body }: { readonly body: string }) => httpReply(answer(body)),
  };
  const client = new WireClient(channel, { ...settings, maxEnvelopeSize: 512_000 });
  const application = await initialize({
    handler: { newSession: async () => new WsmanSession(client, 100, () => {}), close: async () => {} },
  });
  opened.push(application);
  return application.newSession();
}
