import { isMiError, MiError } from '../../errors.js';
import { abortable } from '../../handler/running-operation.js';
import { type XmlNode, xmlNode } from '../../xml/print-xml.js';
import type { XmlElement } from '../../xml/xml.js';
import { isTimeout } from '../fault-error.js';
import type { Reply } from '../read-reply.js';
import { ACTIONS, childElements, childNamed, textOf } from '../wire-names.js';
import type { Call, MessagePart } from './call.js';
import { Pace } from './pace.js';

/** What an enumeration is asked for. */
export interface Enumerating extends Omit<MessagePart, 'action' | 'body'> {
  /** The most objects in one answer. */
  readonly maxElements: number;
  /** Absent: objects alone. DSP0226 8.7 has no name for that, and OpenPegasus refuses the one of Windows. */
  readonly mode?: 'EnumerateEPR' | 'EnumerateObjectAndEPR' | undefined;
  readonly filter?: XmlNode;
  /** The resource that is asked where the server does not know the other. */
  readonly otherwise?: string | undefined;
}

/** Objects of one answer. */
export interface Batch {
  readonly items: readonly XmlElement[];
  readonly reply: Reply;
}

/** How long the server may take to release what it keeps, in milliseconds. Nobody waits for it but the session. */
const RELEASE_TIMEOUT = 5000;

/**
 * Reads all objects of an enumeration (WS-Enumeration, DSP0226 8), answer by answer. When its consumer leaves before
 * the end, the server is told that it can forget what is left.
 * @param inBackground takes over the promise of that.
 */
export async function* enumerated(
  call: Call,
  { maxElements, mode, filter, otherwise, ...common }: Enumerating,
  inBackground: (work: Promise<unknown>) => void,
): AsyncGenerator<Batch, void, undefined> {
  const body = [
    xmlNode('n:Enumerate', {}, [
      xmlNode('w:OptimizeEnumeration'),
      xmlNode('w:MaxElements', {}, String(maxElements)),
      ...(mode === undefined ? [] : [xmlNode('w:EnumerationMode', {}, mode)]),
      ...(filter === undefined ? [] : [filter]),
    ]),
  ];
  const begin = (resourceUri: string): Promise<Reply> => {
    const message = { ...common, resourceUri, action: ACTIONS.enumerate, body };
    const forget = async (reply: Reply): Promise<void> => {
      const { context, ended } = readAnswer(call, reply);
      if (!ended) await release(call, context, message);
    };
    return begun(call, message, { repeatable: true, forget, inBackground });
  };
  let { resourceUri } = common;
  const first = await begin(resourceUri).catch((error: unknown) => {
    if (otherwise === undefined || !isMiError(error) || error.result !== 'NOT_SUPPORTED') throw error;
    resourceUri = otherwise;
    return begin(resourceUri);
  });
  yield* pulled(call, readAnswer(call, first), { ...common, resourceUri, maxElements }, inBackground);
}

interface Beginning {
  readonly repeatable: boolean;
  /** Tells the server to forget what it has begun. */
  readonly forget: (reply: Reply) => Promise<void>;
  readonly inBackground: (work: Promise<unknown>) => void;
}

/**
 * The answer to `Enumerate` or `Subscribe`. An operation that is cancelled does not wait for it; the server is told to
 * forget what it has begun all the same.
 */
export async function begun(
  call: Call,
  message: MessagePart,
  { repeatable, forget, inBackground }: Beginning,
): Promise<Reply> {
  const { signal } = call.operation;
  const late = new AbortController();
  const answer = call.send(message, { repeatable, signal: late.signal });
  try {
    return await abortable(signal, answer);
  } catch (error) {
    if (signal.aborted) {
      const timer = setTimeout(() => late.abort(error), RELEASE_TIMEOUT);
      inBackground(
        answer
          .then(forget)
          .catch(() => {})
          .finally(() => clearTimeout(timer)),
      );
    }
    throw error;
  }
}

/** What an answer says of an enumeration that goes on. */
export interface Enumeration {
  readonly context: string;
  /** The context is empty, or the end was reached: nothing can be pulled. */
  readonly ended: boolean;
  readonly batch: Batch;
}

/** Reads an answer to `Enumerate`, `Subscribe` or `Pull`. */
export function readAnswer(call: Call, reply: Reply, before = ''): Enumeration {
  const { content } = reply;
  if (content === null) {
    // A heartbeat.
    if (before !== '') return { context: before, ended: false, batch: { items: [], reply } };
    throw new MiError('FAILED', `${call.subject}: the server sent no objects, and no end of them`);
  }
  const context = childNamed(content, 'EnumerationContext');
  if (context !== undefined && childElements(context).length > 0) {
    throw new MiError('FAILED', `${call.subject}: the context of the server's enumeration is no text: it cannot go on`);
  }
  const items = childNamed(content, 'Items');
  const text = context === undefined ? before : textOf(context).trim();
  const ended = text === '' || childNamed(content, 'EndOfSequence') !== undefined;
  return { context: text, ended, batch: { items: items === undefined ? [] : childElements(items), reply } };
}

/** How the answers to `Pull` come. */
interface Pulling extends Omit<Enumerating, 'filter' | 'mode' | 'otherwise'> {
  readonly waits?: boolean;
  /** How often the server answers where there is nothing, in milliseconds. Absent: as it likes. */
  readonly heartbeat?: number | undefined;
}

/** So many heartbeats may be missing. */
const MISSING_HEARTBEATS = 3;

/** Reads what follows an answer, until the end. */
export async function* pulled(
  call: Call,
  start: Enumeration,
  { maxElements, waits = false, heartbeat, ...message }: Pulling,
  inBackground: (work: Promise<unknown>) => void,
): AsyncGenerator<Batch, void, undefined> {
  const sending = { waits, patience: heartbeat && MISSING_HEARTBEATS * heartbeat };
  // OMI ends a subscription of which nothing is asked for as long as a heartbeat.
  const pace = new Pace(call.operation.signal, heartbeat && heartbeat / 2);
  let current = start;
  try {
    if (current.batch.items.length > 0) yield current.batch;
    while (!current.ended) {
      const context = xmlNode('n:EnumerationContext', {}, current.context);
      const body = [xmlNode('n:Pull', {}, [context, xmlNode('n:MaxElements', {}, String(maxElements))])];
      const reply = await patiently(call, () => call.send({ ...message, action: ACTIONS.pull, body }, sending));
      if (reply !== null) current = readAnswer(call, reply, current.context);
      const isEmpty = reply === null || current.batch.items.length === 0;
      if (!isEmpty) yield current.batch;
      if (!current.ended) await pace.next(isEmpty);
    }
  } catch (error) {
    // The server knows nothing of it any more.
    if (isMiError(error) && error.result === 'INVALID_ENUMERATION_CONTEXT') current = { ...current, ended: true };
    throw error;
  } finally {
    if (!current.ended) inBackground(release(call, current.context, message));
  }
}

/**
 * The answer, or null where the server had none in time: without a timeout of the caller's, a server waits as long as
 * its own settings say, and can be asked again.
 */
async function patiently(call: Call, send: () => Promise<Reply>): Promise<Reply | null> {
  try {
    return await send();
  } catch (error) {
    if (call.request.options.timeout === undefined && isMiError(error) && isTimeout(error)) return null;
    throw error;
  }
}

/** A failure changes nothing: the server forgets the enumeration by itself after a while. */
export async function release(call: Call, context: string, message: Omit<MessagePart, 'action'>): Promise<void> {
  const body = [xmlNode('n:Release', {}, [xmlNode('n:EnumerationContext', {}, context)])];
  const signal = AbortSignal.timeout(RELEASE_TIMEOUT);
  await call.send({ ...message, action: ACTIONS.release, body }, { signal }).catch(() => {});
}
