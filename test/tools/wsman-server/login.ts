import type { IncomingMessage } from 'node:http';
import { TLSSocket } from 'node:tls';
import { emptyAnswer, type HttpAnswer } from './http-message.js';

/** Who may use the server: passwords by the names of users. */
export type Users = Readonly<Record<string, string>>;

/** What a client with a certificate says in place of a password. */
const MUTUAL = 'http://schemas.dmtf.org/wbem/wsman/1/wsman/secprofile/https/mutual';

/** Whether a request comes from somebody who may use the server. */
export function isLoggedIn({ headers, socket }: IncomingMessage, users: Users | null, certificates: boolean): boolean {
  if (users === null && !certificates) return true;
  const { authorization = '' } = headers;
  if (certificates && authorization === MUTUAL) return socket instanceof TLSSocket && socket.authorized;
  const [, encoded] = /^Basic +(\S+)$/i.exec(authorization) ?? [];
  if (users === null || encoded === undefined) return false;
  const text = Buffer.from(encoded, 'base64').toString();
  const colon = text.indexOf(':');
  const user = text.slice(0, colon);
  return colon !== -1 && Object.hasOwn(users, user) && users[user] === text.slice(colon + 1);
}

/** What answers everybody else. */
export function loginRequired(): HttpAnswer {
  return emptyAnswer(401, { 'WWW-Authenticate': ['Negotiate', 'Basic realm="WSMAN"'] });
}
