import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import type { HttpAnswer } from './http-message.js';

/** A request as it arrived. */
export interface ReceivedRequest {
  /** Which connection it came on, from 1. */
  readonly connection: number;
  readonly method: string;
  readonly path: string;
  readonly httpHeaders: IncomingHttpHeaders;
  /** The body, decoded. */
  readonly text: string;
  /** Empty where the body is no envelope, as those below. */
  readonly action: string;
  readonly resourceUri: string;
  /** The texts of the headers in the envelope, by their local names. */
  readonly headers: ReadonlyMap<string, string>;
  readonly selectors: ReadonlyMap<string, string>;
  /** In their order: an array has an option for each item. */
  readonly options: readonly { readonly name: string; readonly text: string }[];
}

/** A request that is being answered. */
export interface Exchange {
  readonly request: ReceivedRequest;
  /** How many requests came on the same connection before. */
  readonly earlier: number;
  /** What is sent: whoever writes to it himself returns `taken`. */
  readonly response: ServerResponse;
  /** Carries out the request, and gives what the server would answer. */
  answer(): Promise<HttpAnswer>;
}

/**
 * Takes part in an exchange: gives another answer, or sends one itself (`taken`), or leaves it to the server
 * (`undefined`).
 */
export type Intercept = (exchange: Exchange) => Verdict | Promise<Verdict>;

/** What becomes of an exchange. */
export type Verdict = HttpAnswer | 'taken' | undefined;
