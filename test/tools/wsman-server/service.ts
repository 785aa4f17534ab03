import { randomUUID } from 'node:crypto';
import { isMiError } from '../../../runtime/errors.js';
import type { ProtocolSession } from '../../../runtime/protocol.js';
import { foldName } from '../../../runtime/schema/index.js';
import { Deadline } from '../../../runtime/waiting.js';
import type { Call, Dialect } from './call.js';
import { Enumerations } from './enumerations.js';
import { faults, operationFault, WsmanFault } from './fault.js';
import { create, get, invoke, put, remove } from './operations.js';
import { checkHeaders, type Envelope, envelopeSize, operationTimeout } from './request.js';
import { readResource } from './resource.js';
import { Schema } from './schema.js';
import { isClientOfWindows, styleOf } from './style.js';
import { Talk, Talks } from './talk.js';
import { ACTIONS, ANONYMOUS, CLASS_SCHEMA_URI, NAMESPACES } from './uris.js';
import { declare, element, textElement, textOf } from './xml-text.js';

/** What the service needs to know of the request that an envelope came in. */
export interface Origin {
  readonly userAgent: string | undefined;
  /** Aborted when the client has gone. */
  readonly gone: AbortSignal;
  /** Sends an envelope before the answer; resolved when there is room for another one. */
  readonly say: (text: string) => Promise<void>;
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
  readonly #talks = new Talks();

  constructor(session: ProtocolSession) {
    this.#session = session;
    this.#schema = new Schema(session);
  }

  /** The contexts of enumerations and subscriptions that are open. */
  get contexts(): readonly string[] {
    return this.#enumerations.contexts;
  }

  /** The operations that may tell and ask their clients something. */
  get talks(): readonly string[] {
    return this.#talks.open;
  }

  /** The answer to an envelope, whatever it asks for. */
  async answer(request: Envelope, origin: Origin, dialect: Dialect): Promise<ServiceAnswer> {
    let sent = 0;
    const written = (action: string, body: string, header = ''): string => {
      sent += 1;
      return envelope(header + answerHeader(request, action, sent, dialect), body, dialect);
    };
    try {
      if (dialect.manner === 'windows' && Talks.concerns(request)) {
        this.#talks.take(request);
        return { isFault: false, text: '' };
      }
      const action = answerAction(request, dialect);
      const say = (event: string): Promise<void> => origin.say(written(action, event));
      const headers: string[] = [];
      const body = await this.#perform(request, origin, dialect, say, headers);
      return { isFault: false, text: written(action, body, headers.join('')) };
    } catch (error) {
      const fault = isMiError(error) ? operationFault(error, dialect.manner) : error;
      if (!(fault instanceof WsmanFault)) throw error;
      return { isFault: true, text: written(fault.action, fault.toXml(), fault.header) };
    }
  }

  async close(): Promise<void> {
    this.#enumerations.close();
    await this.#session.close();
  }

  async #perform(
    request: Envelope,
    origin: Origin,
    dialect: Dialect,
    say: (event: string) => Promise<void>,
    headers: string[],
  ): Promise<string> {
    checkHeaders(request);
    const header = answerHeader(request, answerAction(request, dialect), 1, dialect);
    const room = envelopeSize(request, dialect.largestEnvelope) - origin.size(envelope(header, ' ', dialect));
    const end = new AbortController();
    const time = new Deadline(operationTimeout(request), () => end.abort(faults.timedOut()));
    const goes = (): void => end.abort(origin.gone.reason);
    origin.gone.addEventListener('abort', goes, { once: true });
    const cancel = (): void => end.abort(faults.cancelled());
    const operation = textOf(request.headers.get('OperationID')).trim();
    const talk =
      operation === '' || dialect.manner !== 'windows'
        ? null
        : new Talk(request, say, (until) => time.hold(until), cancel);
    try {
      if (talk !== null) this.#talks.begin(operation, request, talk);
      const body = await this.#dispatch({
        request,
        resource: readResource(request.resourceUri, request.selectors),
        session: this.#session,
        schema: this.#schema,
        dialect,
        style: styleOf(dialect.manner, request, origin.userAgent),
        fromWindows: isClientOfWindows(origin.userAgent),
        talk,
        signal: end.signal,
        room,
        headers,
        size: origin.size,
      });
      if (origin.size(body) > room)
        throw faults.encodingLimit('The answer is larger than it may be', 'MaxEnvelopeSize');
      return body;
    } finally {
      time.cancel();
      if (talk !== null) this.#talks.end(operation, talk);
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

/** @param sequence the number of the message among those of its operation. */
function answerHeader({ headers, messageId }: Envelope, action: string, sequence: number, { manner }: Dialect): string {
  const operation = manner === 'windows' ? headers.get('OperationID') : undefined;
  const attributes = { 's:mustUnderstand': 'false' };
  return [
    textElement('a:Action', action),
    textElement('a:MessageID', `uuid:${randomUUID().toUpperCase()}`),
    ...(operation === undefined ? [] : [textElement('p:OperationID', textOf(operation), attributes)]),
    ...(operation === undefined ? [] : [textElement('p:SequenceId', String(sequence))]),
    textElement('a:To', ANONYMOUS),
    ...(messageId === null || messageId === '' ? [] : [textElement('a:RelatesTo', messageId)]),
  ].join('');
}

/** OMI declares a namespace of Microsoft's under a prefix of its own. */
function envelope(header: string, body: string, { manner }: Dialect): string {
  const own = { [manner === 'omi' ? 'xmlns:msftwinrm' : 'xmlns:p']: NAMESPACES.p };
  const attributes = { 'xml:lang': 'en-US', ...declare('s', 'a', 'n', 'e', 'x', 'w'), ...own };
  return element('s:Envelope', attributes, element('s:Header', {}, header), element('s:Body', {}, body));
}
