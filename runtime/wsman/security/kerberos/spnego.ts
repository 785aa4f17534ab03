/** The tokens that negotiate a mechanism (SPNEGO, RFC 4178), where Kerberos is the only one. */

import { MiError } from '../../../errors.js';
import { type DerElement, derElement, firstElement } from '../der.js';

/** Tags of DER. */
const SEQUENCE = 0x30;
const OBJECT_IDENTIFIER = 0x06;
const OCTET_STRING = 0x04;
const ENUMERATED = 0x0a;
/** `[APPLICATION 0]`, which begins the first token of GSSAPI. */
const APPLICATION = 0x60;
/** `[n]`. */
const CONTEXT = 0xa0;

const SPNEGO = Buffer.from('2b0601050502', 'hex');
/** 1.2.840.113554.1.2.2 (RFC 4121), and the number that Windows has by mistake: 1.2.840.48018.1.2.2. */
const KERBEROS = Buffer.from('2a864886f712010202', 'hex');
const WINDOWS_KERBEROS = Buffer.from('2a864882f712010202', 'hex');

/** The mechanisms that are offered. This is what a `mechListMIC` signs. */
export const MECHANISMS: Buffer = derElement(SEQUENCE, derElement(OBJECT_IDENTIFIER, KERBEROS));

/** What a server says of the negotiation. */
export const NegotiationState = { COMPLETED: 0, INCOMPLETE: 1, REJECTED: 2, MIC_REQUESTED: 3 } as const;

/** An answer of the server. What it leaves out is null. */
export interface NegotiationAnswer {
  /** One of {@link NegotiationState}. */
  readonly state: number | null;
  /** False when the server has chosen another mechanism, which nobody has offered. */
  readonly isKerberos: boolean;
  /** The token of Kerberos. */
  readonly token: Buffer | null;
  /** The signature of {@link MECHANISMS}. */
  readonly mic: Buffer | null;
}

/** The first token: it offers Kerberos alone. */
export function negotiationRequest(token: Buffer): Buffer {
  const request = derElement(
    SEQUENCE,
    derElement(CONTEXT, MECHANISMS),
    derElement(CONTEXT + 2, derElement(OCTET_STRING, token)),
  );
  return derElement(APPLICATION, derElement(OBJECT_IDENTIFIER, SPNEGO), derElement(CONTEXT, request));
}

/** A further token. */
export function negotiationReply(token: Buffer | null, mic: Buffer | null): Buffer {
  const parts = [
    ...(token === null ? [] : [derElement(CONTEXT + 2, derElement(OCTET_STRING, token))]),
    ...(mic === null ? [] : [derElement(CONTEXT + 3, derElement(OCTET_STRING, mic))]),
  ];
  return derElement(CONTEXT + 1, derElement(SEQUENCE, ...parts));
}

/** @throws MiError ACCESS_DENIED for bytes that are no answer. */
export function readNegotiationAnswer(bytes: Buffer): NegotiationAnswer {
  const parts = new Map(elements(only(SEQUENCE, only(CONTEXT + 1, bytes))).map(({ tag, content }) => [tag, content]));
  const part = (number: number, tag: number): Buffer | null => {
    const found = parts.get(CONTEXT + number);
    return found === undefined ? null : only(tag, found);
  };
  const mechanism = part(1, OBJECT_IDENTIFIER);
  return {
    state: part(0, ENUMERATED)?.at(-1) ?? null,
    isKerberos: mechanism === null || mechanism.equals(KERBEROS) || mechanism.equals(WINDOWS_KERBEROS),
    token: part(2, OCTET_STRING),
    mic: part(3, OCTET_STRING),
  };
}

/** The content of the only element, which has this tag. */
function only(tag: number, bytes: Buffer): Buffer {
  const [first, ...others] = elements(bytes);
  if (first?.tag !== tag || others.length > 0) throw unreadable();
  return first.content;
}

function elements(bytes: Buffer): readonly DerElement[] {
  const found: DerElement[] = [];
  for (let rest = bytes; rest.length > 0; ) {
    const first = firstElement(rest);
    if (first === null) throw unreadable();
    found.push(first);
    rest = first.rest;
  }
  return found;
}

function unreadable(): MiError {
  return new MiError('ACCESS_DENIED', 'the server answered the login with a token that is no answer of SPNEGO');
}
