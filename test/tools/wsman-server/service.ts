import { randomUUID } from 'node:crypto';
import { isMiError } from '../../../runtime/errors.js';
import type { ProtocolSession } from '../../../runtime/protocol.js';
import { foldName } from '../../../runtime/schema/index.js';
import type { Call, Dialect } from './call.js';
import { Enumerations } from './enumerations.js';
import { faults, operationFault, WsmanFault } from './fault.js';
import { create, get, invoke, put, remove } from './operations.js';
import { checkHeaders, type Envelope, envelopeSize, operationTimeout } from './request.js';
import { readResource } from './resource.js';
import { Schema } from './schema.js';
import { isClientOfWindows, styleOf } from './style.js';
import { ACTIONS, ANONYMOUS, CLASS_SCHEMA_URI, NAMESPACES } from './uris.js';
import { declare, element, textElement, textOf } from './xml-text.js';

/** What the service needs to know of the request that an envelope came in. */
export interface Origin {
  readonly userAgent: string | undefined;
  /** Aborted when the client has gone. */
  readonly gone: AbortSignal;
  /** How many bytes a text takes in the encoding of the answer. */
  readonly size: (text: string) => number;
}

/** An envelope to send. */
export interface ServiceAnswer {
  readonly isFault: boolean;
  readonly text: string;
}

/** Carries out what envelopes ask for. */
export class Service {
  readonly #session: ProtocolSession;
  readonly #schema: Schema;
  readonly #enumerations = new Enumerations();

  constructor(session: ProtocolSession) {
    this.#session = session;
    this.#schema = new Schema(session);
  }

  /** The contexts of enumerations and subscriptions that are open. */
  get contexts(): readonly string[] {
    return this.#enumerations.contexts;
  }

  /** The answer to an envelope, whatever it asks for. */
  async answer(request: Envelope, origin: Origin, dialect: Dialect): Promise<ServiceAnswer> {
    try {
      const headers: string[] = [];
      const body = await this.#perform(request, origin, dialect, headers);
      const header = answerHeader(request, answerAction(request, dialect)) + headers.join('');
      return { isFault: false, text: envelope(header, body, dialect) };
    } catch (error) {
      const fault = isMiError(error) ? operationFault(error, dialect.manner) : error;
      if (!(fault instanceof WsmanFault)) throw error;
      return {
        isFault: true,
        text: envelope(fault.header + answerHeader(request, fault.action), fault.toXml(), dialect),
      };
    }
  }

  async close(): Promise<void> {
    this.#enumerations.close();
    await this.#session.close();
  }

  async #perform(request: Envelope, origin: Origin, dialect: Dialect, headers: string[]): Promise<string> {
    checkHeaders(request);
    const header = answerHeader(request, answerAction(request, dialect));
    const room = envelopeSize(request, dialect.largestEnvelope) - origin.size(envelope(header, ' ', dialect));
    const time = new AbortController();
    const timer = setTimeout(() => time.abort(faults.timedOut()), operationTimeout(request));
    const goes = (): void => time.abort(origin.gone.reason);
    origin.gone.addEventListener('abort', goes, { once: true });
    try {
      const body = await this.#dispatch({
        request,
        resource: readResource(request.resourceUri, request.selectors),
        session: this.#session,
        schema: this.#schema,
        dialect,
        style: styleOf(dialect.manner, request, origin.userAgent),
        fromWindows: isClientOfWindows(origin.userAgent),
        signal: time.signal,
        room,
        headers,
        size: origin.size,
      });
      if (origin.size(body) > room)
        throw faults.encodingLimit('The answer is larger than it may be', 'MaxEnvelopeSize');
      return body;
    } finally {
      clearTimeout(timer);
      origin.gone.removeEventListener('abort', goes);
    }
  }

  async #dispatch(call: Call): Promise<string> {
    const { action, resourceUri } = call.request;
    if (resourceUri === CLASS_SCHEMA_URI && action !== ACTIONS.get && !action.startsWith(NAMESPACES.n)) {
      throw faults.actionNotSupported(action);
    }
    switch (action) {
      case ACTIONS.get:
        return get(call);
      case ACTIONS.put:
        return put(call);
      case ACTIONS.create:
        return create(call);
      case ACTIONS.delete:
        return remove(call);
      case ACTIONS.enumerate:
        return this.#enumerations.enumerate(call);
      case ACTIONS.pull:
        return this.#enumerations.pull(call);
      case ACTIONS.release:
        return this.#enumerations.release(call);
      case ACTIONS.subscribe:
        return this.#enumerations.subscribe(call);
      case ACTIONS.unsubscribe:
        return this.#enumerations.unsubscribe(call);
    }
    const method = action.slice(action.lastIndexOf('/') + 1);
    if (foldName(action) !== foldName(`${resourceUri}/${method}`)) throw faults.actionNotSupported(action);
    return invoke(call, method);
  }
}

/** The action of the answer: OMI answers methods with their own. */
function answerAction({ action }: Envelope, { manner }: Dialect): string {
  const isMethod = !Object.values<string>(ACTIONS).includes(action);
  return isMethod && manner === 'omi' ? action : `${action}Response`;
}

function answerHeader({ headers, messageId }: Envelope, action: string): string {
  const operation = headers.get('OperationID');
  const attributes = { 's:mustUnderstand': 'false' };
  return [
    textElement('a:Action', action),
    textElement('a:MessageID', `uuid:${randomUUID().toUpperCase()}`),
    ...(operation === undefined ? [] : [textElement('p:OperationID', textOf(operation), attributes)]),
    ...(operation === undefined ? [] : [textElement('p:SequenceId', '1')]),
    textElement('a:To', ANONYMOUS),
    ...(messageId === null || messageId === '' ? [] : [textElement('a:RelatesTo', messageId)]),
  ].join('');
}

/** OMI declares a namespace of Microsoft's under a prefix of its own. */
function envelope(header: string, body: string, { manner }: Dialect): string {
  const own = manner === 'omi' ? { 'xmlns:msftwinrm': NAMESPACES.p } : {};
  const attributes = { 'xml:lang': 'en-US', ...declare('s', 'a', 'n', 'e', 'x', 'w', 'p'), ...own };
  return element('s:Envelope', attributes, element('s:Header', {}, header), element('s:Body', {}, body));
}
