import type { Exchange, Intercept, Verdict } from './exchange.js';
import { emptyAnswer } from './http-message.js';
import { loginRequired } from './login.js';

/** Holds an answer back until it is let go. */
export interface Hold {
  readonly intercept: Intercept;
  /** The exchange, when the request has arrived. */
  readonly arrived: Promise<Exchange>;
  readonly release: () => void;
}

/** An answer that comes when the test says so. */
export function hold(): Hold {
  const { promise: arrived, resolve: arrives } = withResolvers<Exchange>();
  const { promise: released, resolve: release } = withResolvers<void>();
  const intercept: Intercept = async (exchange) => {
    arrives(exchange);
    await released;
    return undefined;
  };
  return { intercept, arrived, release };
}

/** Node 20 has no `Promise.withResolvers`. */
function withResolvers<T>(): { readonly promise: Promise<T>; readonly resolve: (value: T) => void } {
  let resolve: (value: T) => void = () => {};
  const promise = new Promise<T>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}

/** The connection ends in place of the answer; the request has been carried out, or not. */
export function dropped(isCarriedOut: boolean): Intercept {
  return async ({ answer, response }): Promise<Verdict> => {
    if (isCarriedOut) await answer();
    response.destroy();
    return 'taken';
  };
}

/** The connection ends in the middle of the answer. */
export const brokenOff: Intercept = async ({ answer, response }): Promise<Verdict> => {
  const { status, headers, body } = await answer();
  response.writeHead(status, { 'Content-Type': String(headers['Content-Type']), 'Content-Length': body.length });
  response.write(body.subarray(0, body.length / 2), () => response.destroy());
  return 'taken';
};

/** An answer whose body has no end; it is sent as fast as it is read. */
export const endless: Intercept = async ({ answer, response }): Promise<Verdict> => {
  const { headers } = await answer();
  response.writeHead(200, { 'Content-Type': String(headers['Content-Type']) });
  const chunk = Buffer.alloc(2 ** 16, ' ');
  const more = (): void => {
    while (!response.destroyed && response.write(chunk));
  };
  response.on('drain', more);
  more();
  return 'taken';
};

/** An answer whose text is another. */
export function changed(change: (text: string) => string): Intercept {
  return async ({ answer }) => {
    const given = await answer();
    return { ...given, body: Buffer.from(change(given.body.toString())) };
  };
}

/** The first half of the answer, as if it were all. */
export const truncated: Intercept = changed((text) => text.slice(0, text.length / 2));

/** The answer to a request that nobody has sent. */
export const unrelated: Intercept = changed((text) => text.replace(/(?<=<a:RelatesTo>uuid:)[^<]*/, 'NOBODY'));

/** An answer that says its bytes were in another encoding. */
export function encodedAs(charset: string): Intercept {
  return async ({ answer }) => {
    const given = await answer();
    return { ...given, headers: { ...given.headers, 'Content-Type': `application/soap+xml;charset=${charset}` } };
  };
}

/** The page of a proxy. */
export function htmlPage(status: number): Intercept {
  const body = Buffer.from('<!DOCTYPE html><html><head><title>Sign in</title></head><body>Sign in<br></body></html>');
  return () => ({ status, headers: { 'Content-Type': 'text/html' }, body });
}

/** What Windows answers where messages must be encrypted. */
export const encryptionRequired: Intercept = () => emptyAnswer(500);

/** The request is to be sent elsewhere. */
export function redirected(location: string): Intercept {
  return () => emptyAnswer(302, { Location: location });
}

/** Each connection takes so many requests, and then wants a new login. */
export function loginEndsAfter(requests: number): Intercept {
  return ({ earlier }) => (earlier < requests ? undefined : loginRequired());
}
