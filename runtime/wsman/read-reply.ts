import { MiError } from '../errors.js';
import { beginsAsXml } from '../xml/begins-as-xml.js';
import type { XmlElement } from '../xml/xml.js';
import { parseXml } from '../xml/xml.js';
import { XmlError } from '../xml/xml-error.js';
import { faultError } from './fault-error.js';
import { kindOf, type ServerKind } from './server-kind.js';
import type { HttpReply } from './transport/http-channel.js';
import { httpFailure } from './transport/http-failure.js';
import { childElements, childNamed, localName, NAMESPACES, textOf } from './wire-names.js';

/** What a service answered. */
export interface Reply {
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
}

/**
 * Reads an answer. Whether it is one does not depend on the HTTP status: servers fault with any.
 * @throws MiError that a fault stands for, and for what is no answer to the request.
 */
export function readReply(reply: HttpReply, { url, subject, messageId, resourceUri }: Asked): Reply {
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
  if (content !== null && localName(content) === 'Fault') throw faultError(content, subject, resourceUri);
  return { content, server: kindOf(reply, envelope, content), text };
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
