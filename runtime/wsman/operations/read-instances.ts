import { MiError } from '../../errors.js';
import type { AssociatorsRequest, EnumerateRequest, QueryRequest, ReferencesRequest } from '../../protocol.js';
import { foldName, isCimName } from '../../schema/index.js';
import { CimInstance, type CimReference } from '../../values/index.js';
import { type XmlNode, xmlNode } from '../../xml/print-xml.js';
import type { XmlElement } from '../../xml/xml.js';
import { selectorNode } from '../request-text.js';
import { type ObjectReading, readElements, readObject } from '../values/read-object.js';
import { readReference } from '../values/read-reference.js';
import { ALL_CLASSES_URI, ANONYMOUS, DIALECTS, isPart, NAMESPACE_SELECTOR } from '../wire-names.js';
import type { Call } from './call.js';
import { type Enumerating, enumerated } from './enumeration.js';
import { type ItemParts, itemParts } from './item-parts.js';

/** What the operations of a session share. */
export interface Shared {
  /** The most objects in one answer. */
  readonly maxElements: number;
  /** Takes over work that no operation waits for. */
  readonly inBackground: (work: Promise<unknown>) => void;
}

/** `EnumerateInstances`. */
export async function enumerateInstances(call: Call<EnumerateRequest>, shared: Shared): Promise<void> {
  const { namespace, className, keysOnly, polymorphism } = call.request;
  const types = await call.types.load(namespace, className);
  const isAsked = (name: string): boolean => polymorphism !== 'shallow' || foldName(name) === foldName(className);
  await deliver(call, shared, {
    resourceUri: call.resourceUri(className),
    selectors: [selectorNode(NAMESPACE_SELECTOR, namespace)],
    mode: keysOnly ? 'EnumerateEPR' : types === null ? 'EnumerateObjectAndEPR' : undefined,
    isAsked,
    // Windows ignores how deep an enumeration is to go (MS-WSMV 3.1.4.1.27).
    finish: (instance) => {
      if (polymorphism !== 'deepBaseOnly') return instance;
      if (types === null) throw unknownClass(call, className);
      const known = instance.elements.filter(({ name }) => types.has(foldName(name)));
      return new CimInstance(className, known, namespace);
    },
  });
}

/** `QueryInstances`. */
export async function queryInstances(call: Call<QueryRequest>, shared: Shared): Promise<void> {
  const { namespace, query, options } = call.request;
  const { fragmentClass, chosen } = selection(query);
  await deliver(call, shared, {
    resourceUri: call.commonUri(ALL_CLASSES_URI),
    // OpenPegasus answers queries of one class only, Windows of all only.
    otherwise:
      options.resourceUri === undefined && isCimName(fragmentClass) ? call.resourceUri(fragmentClass) : undefined,
    selectors: [selectorNode(NAMESPACE_SELECTOR, namespace)],
    filter: queryFilter(call),
    // A query for some properties is answered without the name of the class, or with none but these.
    fragmentClass,
    chosen,
  });
}

/**
 * What a query selects: the class, and the folded names of the properties, null where it names none. FROM may be the
 * name of a property, too.
 */
function selection(query: string): Required<Pick<Delivery, 'fragmentClass' | 'chosen'>> {
  const [, list = '*', fragmentClass = ''] = /^\s*select\s+(.*?[^\s,])\s+from\s+([^\s,;]+)/is.exec(query) ?? [];
  const names = list.split(',').map((name) => foldName(name.trim()));
  return { fragmentClass, chosen: list.includes('*') ? null : new Set(names) };
}

const QUERY_DIALECTS: ReadonlyMap<string, string> = new Map([
  ['wql', DIALECTS.wql],
  ['cql', DIALECTS.cql],
]);

/** The filter of a query, or of a subscription. */
export function queryFilter({ request, subject }: Call<QueryRequest> | Call): XmlNode {
  const { dialect, query } = request as QueryRequest;
  const known = QUERY_DIALECTS.get(foldName(dialect));
  const uri = known ?? (/^[a-z][a-z\d+.-]*:/i.test(dialect) ? dialect : undefined);
  if (uri !== undefined) return xmlNode('w:Filter', { Dialect: uri }, query);
  const wayOut = 'WQL, CQL, or the URI of a dialect';
  throw new MiError('QUERY_LANGUAGE_NOT_SUPPORTED', `${subject}: ${JSON.stringify(dialect)} is none of ${wayOut}`);
}

/** `AssociatorInstances` and `ReferenceInstances`: DSP0227 9, the association filter. */
export async function associatedInstances(
  call: Call<AssociatorsRequest> | Call<ReferencesRequest>,
  shared: Shared,
): Promise<void> {
  const { request } = call;
  const { namespace, instance, keysOnly, role, resultClass } = request;
  const selectors = await call.selectors(instance);
  const isAssociators = request.kind === 'associators';
  const limits = [
    ['AssociationClassName', isAssociators ? request.associationClass : null],
    ['Role', role],
    ['ResultClassName', resultClass],
    ['ResultRole', isAssociators ? request.resultRole : null],
  ] as const;
  const content = [
    xmlNode('b:Object', {}, [
      xmlNode('a:Address', {}, ANONYMOUS),
      xmlNode('a:ReferenceParameters', {}, [
        xmlNode('w:ResourceURI', {}, call.resourceUri(instance.className)),
        xmlNode('w:SelectorSet', {}, selectors),
      ]),
    ]),
    ...limits.flatMap(([name, value]) => (value === null ? [] : [xmlNode(`b:${name}`, {}, value)])),
  ];
  const search = xmlNode(isAssociators ? 'b:AssociatedInstances' : 'b:AssociationInstances', {}, content);
  await deliver(call, shared, {
    resourceUri: call.commonUri(ALL_CLASSES_URI),
    selectors: [selectorNode(NAMESPACE_SELECTOR, namespace)],
    // A result may be in another namespace, which only its address tells.
    mode: keysOnly ? 'EnumerateEPR' : 'EnumerateObjectAndEPR',
    filter: xmlNode('w:Filter', { Dialect: DIALECTS.association }, [search]),
  });
}

interface Delivery extends Omit<Enumerating, 'maxElements'> {
  /** Whether objects of a class are wanted; absent: of every class. */
  readonly isAsked?: (className: string) => boolean;
  /** What becomes of an instance. */
  readonly finish?: (instance: CimInstance) => CimInstance;
  /** The class of objects that come without its name. */
  readonly fragmentClass?: string;
  /** The properties that were asked for, folded; null, the default, for all. */
  readonly chosen?: ReadonlySet<string> | null;
}

/** Hands over the objects of an enumeration. */
async function deliver(call: Call, shared: Shared, delivery: Delivery): Promise<void> {
  const { isAsked = () => true, finish = (instance) => instance, fragmentClass, chosen, ...asked } = delivery;
  const batches = enumerated(call, { ...asked, maxElements: shared.maxElements }, shared.inBackground);
  for await (const { items } of batches) {
    for (const item of await readItems(call, items, fragmentClass, chosen)) {
      if (!isAsked(item.className)) continue;
      const instance = finish(item);
      await call.operation.deliver((sink) => sink.instanceResult(instance));
    }
  }
}

/**
 * The instances in the items of an answer. An item is an object, an address, or both.
 * @param fragmentClass the class of objects that come without its name.
 * @param chosen the properties that were asked for, folded; null for all.
 */
export async function readItems(
  call: Call,
  items: readonly XmlElement[],
  fragmentClass = '',
  chosen: ReadonlySet<string> | null = null,
): Promise<readonly CimInstance[]> {
  const { namespace } = call.request;
  const fragments = items.filter((item) => isPart(item, 'XmlFragment'));
  if (fragments.length === 0) await call.types.loadOf(items, namespace);
  else await Promise.all([call.types.load(namespace, fragmentClass), call.types.loadIn(fragments, namespace)]);
  const reading = { ...call.reading(), chosen };
  return items.map((item) => readItem(call, itemParts(item), reading, fragmentClass));
}

function readItem(
  call: Call,
  { object, address }: ItemParts,
  reading: ObjectReading,
  fragmentClass: string,
): CimInstance {
  return call.readable(() => {
    const reference = address === null ? null : readReference(address, reading);
    if (object === null) return (reference as CimReference).toInstance();
    if (isPart(object, 'XmlFragment')) {
      const types = reading.types(reading.namespace, fragmentClass) ?? call.types.asked;
      return new CimInstance(fragmentClass, readElements(object, types, reading), reading.namespace);
    }
    const there = { ...reading, namespace: reference?.namespace ?? reading.namespace };
    return readObject(object, there, reference?.keys, call.types.asked);
  });
}

function unknownClass(call: Call, className: string): MiError {
  const reason = `deepBaseOnly needs the properties of ${className}, and the server does not tell them`;
  return new MiError('NOT_SUPPORTED', `${call.subject}: ${reason}`);
}
