import { randomUUID } from 'node:crypto';
import { CimInstance } from '../../../runtime/values/index.js';
import type { Call } from './call.js';
import { classXml } from './class-xml.js';
import { EventLog } from './event-log.js';
import { faults } from './fault.js';
import { readSelection } from './filter.js';
import { classForm, referenceTo, writingOf } from './operations.js';
import { type Result, Results, type Source } from './results.js';
import { readSubscription, type Subscription } from './subscription.js';
import { ANONYMOUS } from './uris.js';
import { fragmentXml, instanceEndpoint, instanceXml } from './write-values.js';
import { child, declare, element, textElement, textOf } from './xml-text.js';

type Mode = 'EnumerateObject' | 'EnumerateEPR' | 'EnumerateObjectAndEPR';

/** An enumeration, or a subscription whose events are pulled. */
interface Enumeration {
  readonly results: Source;
  readonly write: (result: Result) => Promise<string>;
  /** Null for an enumeration. */
  readonly subscription: (Subscription & { readonly identifier: string }) | null;
  isBusy: boolean;
}

interface Page {
  readonly items: string;
  readonly isLast: boolean;
}

function newContext(): string {
  return `uuid:${randomUUID().toUpperCase()}`;
}

/** The enumerations and subscriptions that are open. */
export class Enumerations {
  readonly #open = new Map<string, Enumeration>();
  /** The events of the queries of which bookmarks were asked for. */
  readonly #logs = new Map<string, EventLog>();

  /** The contexts of those that are neither at their end nor released. */
  get contexts(): readonly string[] {
    return [...this.#open.keys()];
  }

  async enumerate(call: Call): Promise<string> {
    const { body } = call.request;
    const mode = modeOf(textOf(child(body, 'EnumerationMode')).trim());
    const { request, projection } = await readSelection(call);
    const results = new Results(call.session, request);
    const write = (result: Result) => itemXml(result, call, mode, projection);
    const enumeration: Enumeration = { results, write, subscription: null, isBusy: false };
    try {
      // An error of the operation answers this request, whether it asks for items or not.
      await results.peek(call.signal);
      const isOptimized = call.dialect.optimized && child(body, 'OptimizeEnumeration') !== undefined;
      const most = isOptimized ? maxElements(child(body, 'MaxElements')) : 0;
      const room = call.room - call.size(enumerateResponse(newContext(), { items: ' ', isLast: true }, true));
      const page = most === 0 ? { items: '', isLast: false } : await this.#page(enumeration, most, room, call);
      const context = page.isLast ? '' : this.#keep(enumeration, call);
      return enumerateResponse(context, page, isOptimized);
    } catch (error) {
      results.cancel();
      throw error;
    }
  }

  async pull(call: Call): Promise<string> {
    const { body } = call.request;
    const context = textOf(child(body, 'EnumerationContext')).trim();
    const enumeration = this.#require(context);
    if (enumeration.isBusy) throw faults.concurrency();
    enumeration.isBusy = true;
    try {
      const most = maxElements(child(body, 'MaxElements'));
      const room = call.room - call.size(pullResponse(newContext(), { items: ' ', isLast: false }));
      const page = await this.#page(enumeration, most, room, call);
      const bookmark = enumeration.results.bookmark();
      if (enumeration.subscription?.sendsBookmarks && bookmark !== null) {
        call.headers.push(textElement('w:Bookmark', bookmark));
      }
      return pullResponse(this.#next(context, enumeration, page.isLast, call), page);
    } catch (error) {
      if (!this.#open.has(context)) throw faults.enumerationContext(context);
      // A pull that has found nothing in its time, or whose item was too large, may be repeated.
      if (error !== call.signal.reason && !isFault(error)) this.#open.delete(context);
      throw error;
    } finally {
      enumeration.isBusy = false;
    }
  }

  release({ request }: Call): string {
    const context = textOf(child(request.body, 'EnumerationContext')).trim();
    this.#require(context).results.cancel();
    this.#open.delete(context);
    return '';
  }

  async subscribe(call: Call): Promise<string> {
    const subscription = { ...readSubscription(call), identifier: newContext() };
    const results = this.#events(subscription, call);
    // A query that is refused ends the operation in the next turn.
    if (await results.isReady()) await results.peek(call.signal);
    const write = (result: Result) => itemXml(result, call, 'EnumerateObject', null);
    const context = this.#keep({ results, write, subscription, isBusy: false }, call);
    const { expires, identifier } = subscription;
    if (expires !== null) setTimeout(() => this.#end(identifier), expires).unref();
    return subscribeResponse(call, identifier, context, textOf(child(call.request.body, 'Expires')).trim());
  }

  unsubscribe({ request }: Call): string {
    const identifier = textOf(request.headers.get('Identifier')).trim();
    if (!this.#end(identifier)) throw faults.invalidHeader('Identifier', 'there is no such subscription');
    return '';
  }

  /** Ends all of them. */
  close(): void {
    for (const { results } of this.#open.values()) results.cancel();
    this.#open.clear();
    for (const log of this.#logs.values()) log.close();
  }

  /** Ends a subscription; false when there is none. */
  #end(identifier: string): boolean {
    const found = [...this.#open].find(([, { subscription }]) => subscription?.identifier === identifier);
    if (found === undefined) return false;
    const [context, { results }] = found;
    this.#open.delete(context);
    results.cancel();
    return true;
  }

  /** The events of a subscription. Those of one with bookmarks are kept from then on. */
  #events({ request, sendsBookmarks, bookmark }: Subscription, { session }: Call): Source {
    if (!sendsBookmarks && bookmark === null) return new Results(session, request);
    const key = JSON.stringify([request.namespace, request.query]);
    const log = this.#logs.get(key) ?? new EventLog(session, request);
    this.#logs.set(key, log);
    const place = log.placeAfter(bookmark);
    if (place === undefined) throw faults.invalidBookmark(bookmark ?? '');
    return log.from(place);
  }

  /** Items until there are enough, they fill the room, or the end is reached. */
  async #page(enumeration: Enumeration, most: number, room: number, call: Call): Promise<Page> {
    const { results, write, subscription } = enumeration;
    const items: string[] = [];
    let left = room;
    for (;;) {
      // Events are not waited for when there are some already.
      if (subscription !== null && items.length > 0 && !(await results.isReady())) break;
      const result = await beforeHeartbeat(results, subscription?.heartbeat ?? null, call.signal);
      if (result === 'heartbeat') return { items: HEARTBEAT, isLast: false };
      if (result === undefined) return { items: items.join(''), isLast: true };
      if (items.length === most) break;
      const item = await write(result);
      left -= call.size(item);
      if (left < 0) {
        if (items.length > 0) break;
        throw faults.encodingLimit('An item is larger than the envelope may be', 'MaxEnvelopeSize');
      }
      items.push(item);
      results.take();
    }
    return { items: items.join(''), isLast: false };
  }

  #require(context: string): Enumeration {
    const found = this.#open.get(context);
    if (found === undefined) throw faults.enumerationContext(context);
    return found;
  }

  /** The context of an enumeration that goes on; empty at the end. */
  #next(context: string, enumeration: Enumeration, isLast: boolean, call: Call): string {
    if (!isLast && call.dialect.contexts !== 'changing') return context;
    this.#open.delete(context);
    return isLast ? '' : this.#keep(enumeration, call);
  }

  #keep(enumeration: Enumeration, { dialect }: Call): string {
    const context = dialect.contexts === 'short' ? this.#unusedNumber() : newContext();
    this.#open.set(context, enumeration);
    return context;
  }

  #unusedNumber(): string {
    let number = 0;
    while (this.#open.has(String(number))) number += 1;
    return String(number);
  }
}

/** What a pull finds when nothing has happened for as long as a heartbeat. */
const HEARTBEAT = element('w:Event', { Action: 'http://schemas.dmtf.org/wbem/wsman/1/wsman/Heartbeat' });

/** The next result, or nothing but a heartbeat when there is none in time. */
async function beforeHeartbeat(
  results: Source,
  heartbeat: number | null,
  signal: AbortSignal,
): Promise<Result | 'heartbeat' | undefined> {
  if (heartbeat === null) return results.peek(signal);
  const time = AbortSignal.timeout(heartbeat);
  try {
    return await results.peek(AbortSignal.any([signal, time]));
  } catch (error) {
    if (error === time.reason && !signal.aborted) return 'heartbeat';
    throw error;
  }
}

function isFault(error: unknown): boolean {
  return error instanceof Error && error.name === 'WsmanFault';
}

function modeOf(text: string): Mode {
  if (text === '') return 'EnumerateObject';
  if (text === 'EnumerateObject' || text === 'EnumerateEPR' || text === 'EnumerateObjectAndEPR') return text;
  throw faults.unsupported(`The mode ${text}`, 'EnumerationMode');
}

/** The number of items that an answer has at most: one where nothing is said. */
function maxElements(header: Parameters<typeof textOf>[0]): number {
  if (header === undefined) return 1;
  const text = textOf(header).trim();
  if (!/^[1-9]\d{0,9}$/.test(text)) throw faults.schema(`MaxElements is no number of items: "${text}"`);
  return Number(text);
}

async function itemXml(result: Result, call: Call, mode: Mode, projection: readonly string[] | null): Promise<string> {
  if (!(result instanceof CimInstance)) return classXml(await call.schema.complete(result), classForm(call));
  const writing = await writingOf(call, result.className);
  if (projection !== null) return fragmentXml(result, projection, writing);
  if (mode === 'EnumerateObject') return instanceXml(result, writing);
  const content = instanceEndpoint(await referenceTo(call, result), writing);
  const endpoint = element('a:EndpointReference', {}, content);
  return mode === 'EnumerateEPR' ? endpoint : element('w:Item', {}, instanceXml(result, writing), endpoint);
}

function enumerateResponse(context: string, { items, isLast }: Page, isOptimized: boolean): string {
  return element(
    'n:EnumerateResponse',
    {},
    textElement('n:EnumerationContext', context),
    isOptimized ? element('w:Items', {}, items) : '',
    isLast ? element('w:EndOfSequence') : '',
  );
}

function pullResponse(context: string, { items, isLast }: Page): string {
  return element(
    'n:PullResponse',
    {},
    isLast ? '' : textElement('n:EnumerationContext', context),
    element('n:Items', {}, items),
    isLast ? element('n:EndOfSequence') : '',
  );
}

function subscribeResponse({ request }: Call, subscription: string, context: string, expires: string): string {
  const uri = textElement('w:ResourceURI', request.resourceUri);
  const identifier = textElement('e:Identifier', subscription);
  const manager = element(
    'e:SubscriptionManager',
    {},
    textElement('a:Address', ANONYMOUS),
    element('a:ReferenceParameters', {}, uri, identifier),
  );
  const answers = [manager, textElement('e:Expires', expires || 'PT10M'), textElement('n:EnumerationContext', context)];
  return element('e:SubscribeResponse', declare('n'), ...answers);
}
