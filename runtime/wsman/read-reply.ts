import { MiError } from '../errors.js';
import { shown } from '../values/shown.js';
import { beginsAsXml } from '../xml/begins-as-xml.js';
import type { XmlElement } from '../xml/xml.js';
import { parseXml } from '../xml/xml.js';
import { XmlError } from '../xml/xml-error.js';
import { faultError } from './fault-error.js';
import { kindOf, type ServerKind } from './server-kind.js';
import type { HttpReply } from './transport/http-channel.js';
import { httpFailure } from './transport/http-failure.js';
import { childElements, childNamed, HEARTBEAT, localName, NAMESPACES, textOf } from './wire-names.js';

/** What a service answered. */
export interface Reply {
  readonly envelope: XmlElement;
  /** What is in the body; null when it is empty. */
  readonly content: XmlElement | null;
  readonly server: ServerKind;
  /** The whole message, for the places in errors. */
  readonly text: string;
}

/** The request that an answer is to. */
export interface Asked {
  /** The address of the service. */
  readonly url: string;
  /** The operation, for messages. */
  readonly subject: string;
  /** Null for a request that has none. */
  readonly messageId: string | null;
  /** What was asked for; empty where the service itself was. */
  readonly resourceUri: string;
  /** The local name of what the answer must hold; undefined where it may have any. */
  readonly expected?: string | undefined;
}

/**
 * Reads an answer. Whether it is one does not depend on the HTTP status: servers fault with any.
 * @throws MiError that a fault stands for, and for what is no answer to the request.
 */
export function readReply(reply: HttpReply, asked: Asked): Reply {
  return checkAnswer(readMessage(reply, asked), asked);
}

/**
 * Reads a message of a service, which need not be the answer.
 * @throws MiError for what is none, or about another request.
 */
export function readMessage(reply: HttpReply, { url, subject, messageId }: Asked): Reply {
  const text = reply.text.trim();
  const envelope = readEnvelope(reply, text, url, subject);
  const header = childNamed(envelope, 'Header');
  const body = childNamed(envelope, 'Body');
  if (body === undefined) throw new MiError('FAILED', `${subject}: the answer of ${url} has no body`);
  const [content = null] = childElements(body);
  const related = header && childNamed(header, 'RelatesTo');
  if (messageId !== null && related !== undefined && textOf(related).trim().toLowerCase() !== messageId.toLowerCase()) {
    throw new MiError('FAILED', `${subject}: ${url} answered another request than the one that was sent`);
  }
  return { envelope, content, server: kindOf(reply, envelope, content), text };
}

/** The message. @throws MiError that a fault stands for, and for one that does not answer the request. */
export function checkAnswer(message: Reply, { url, subject, resourceUri, expected }: Asked): Reply {
  const { content, envelope } = message;
  if (content !== null && isFault(content)) throw faultError(content, envelope, subject, resourceUri);
  if (isAnswer(content, expected) || isHeartbeat(message)) return message;
  const answered = content === null ? 'nothing' : shown(localName(content));
  throw new MiError('FAILED', `${subject}: ${url} answered with ${answered} instead of ${expected ?? 'an object'}`);
}

/** A class may be called so, too. */
function isFault(content: XmlElement): boolean {
  return localName(content) === 'Fault' && content.namespace === NAMESPACES.s;
}

/** False for what answers another question: without its identifier, nothing else tells that it does. */
function isAnswer(content: XmlElement | null, expected: string | undefined): boolean {
  if (expected !== undefined) return content !== null && localName(content) === expected;
  const isOfProtocol = [NAMESPACES.n, NAMESPACES.e, NAMESPACES.i].some((uri) => uri === content?.namespace);
  return (
    !isOfProtocol || content === null || !/^(?:Enumerate|Pull|Subscribe|Identify)Response$/.test(localName(content))
  );
}

/** What a server may answer to a `Pull` when nothing has happened for a while. */
function isHeartbeat({ content, envelope }: Reply): boolean {
  const header = childNamed(envelope, 'Header');
  const action = header && childNamed(header, 'Action');
  return content === null && action !== undefined && textOf(action).trim() === HEARTBEAT;
}

function readEnvelope(reply: HttpReply, text: string, url: string, subject: string): XmlElement {
  if (!beginsAsXml(text) || /html/.test(reply.contentType)) throw httpFailure(reply, url, subject);
  let root: XmlElement;
  try {
    root = parseXml(text);
  } catch (error) {
    if (!(error instanceof XmlError)) throw error;
    if (reply.status >= 400 && !reply.contentType.endsWith('xml')) throw httpFailure(reply, url, subject);
    throw new MiError('FAILED', `${subject}: the answer of ${url} cannot be read: ${error.message}`, { cause: error });
  }
  if (localName(root) === 'Envelope' && root.namespace === NAMESPACES.s) return root;
  throw httpFailure(reply, url, subject);
}
