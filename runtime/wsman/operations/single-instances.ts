import { MiError } from '../../errors.js';
import type { CreateRequest, DeleteRequest, GetInstanceRequest, InvokeRequest, ModifyRequest } from '../../protocol.js';
import { noResult } from '../../requests.js';
import { foldName } from '../../schema/index.js';
import { CimInstance } from '../../values/index.js';
import { type XmlNode, xmlNode } from '../../xml/print-xml.js';
import type { XmlElement } from '../../xml/xml.js';
import { selectorNode } from '../request-text.js';
import { ClassPrefixes } from '../values/class-prefixes.js';
import { readElements, readObject } from '../values/read-object.js';
import { readReference } from '../values/read-reference.js';
import { elementNodes } from '../values/write-object.js';
import { ACTIONS, childElements, localName, NAMESPACE_SELECTOR } from '../wire-names.js';
import type { Call } from './call.js';

/** The class of the instance that holds the results of a method, as MI's own clients give it. */
const PARAMETERS_CLASS = '__Parameters';

/** `GetInstance`. */
export async function getInstance(call: Call<GetInstanceRequest>): Promise<void> {
  const { instance, namespace } = call.request;
  const selectors = await call.selectors(instance);
  const resourceUri = call.resourceUri(instance.className);
  const { content } = await call.send({ action: ACTIONS.get, resourceUri, selectors }, { repeatable: true });
  if (content === null) return noResult('getInstance', 'instance');
  const from = instance.namespace ?? namespace;
  await call.types.loadOf([content], from);
  const keys = instance.elements.filter(({ key }) => key === true);
  const found = call.readable(() => {
    return readObject(content, { ...call.reading(), namespace: from }, keysIn(content, keys), call.types.asked);
  });
  await call.operation.deliver((sink) => sink.instanceResult(found));
}

/** The keys that an object holds itself: how the server writes them counts. */
function keysIn(object: XmlElement, keys: CimInstance['elements']): CimInstance['elements'] {
  const held = new Set(childElements(object).map((element) => foldName(localName(element))));
  return keys.filter(({ name }) => held.has(foldName(name)));
}

/** `CreateInstance`: the answer is the address of the instance. */
export async function createInstance(call: Call<CreateRequest>): Promise<void> {
  const { instance, namespace } = call.request;
  const { className, elements } = instance;
  const given = elements.filter(({ value }) => value !== null);
  const { content } = await call.send({
    action: ACTIONS.create,
    resourceUri: call.resourceUri(className),
    selectors: [selectorNode(NAMESPACE_SELECTOR, namespace)],
    ...(await objectBody(call, className, given)),
  });
  if (content === null) return noResult('create', 'instance');
  await call.types.load(namespace, className);
  const created = call.readable(() => readReference(content, call.reading()));
  await call.operation.deliver((sink) => sink.instanceResult(created.toInstance()));
}

/** `ModifyInstance`: only what changes is sent, with the keys. */
export async function modifyInstance(call: Call<ModifyRequest>): Promise<void> {
  const { instance } = call.request;
  const { className, elements } = instance;
  refuseEmptyArrays(call, elements);
  await call.send({
    action: ACTIONS.put,
    resourceUri: call.resourceUri(className),
    selectors: await call.selectors(instance),
    ...(await objectBody(call, className, elements)),
  });
}

/** An array without items has no element: the server would leave the property as it is, or make it null. */
function refuseEmptyArrays(call: Call, elements: CimInstance['elements'], path = ''): void {
  for (const { name, array, value } of elements) {
    const items: readonly unknown[] = Array.isArray(value) || value instanceof Uint8Array ? Array.from(value) : [value];
    if (array && items.length === 0) {
      const reason = `${path}${name} is an empty array, which WS-Management cannot set: null is the nearest to it`;
      throw new MiError('NOT_SUPPORTED', `${call.subject}: ${reason}`);
    }
    for (const item of items)
      if (item instanceof CimInstance) refuseEmptyArrays(call, item.elements, `${path}${name}.`);
  }
}

/** `DeleteInstance`. */
export async function deleteInstance(call: Call<DeleteRequest>): Promise<void> {
  const { instance } = call.request;
  const selectors = await call.selectors(instance);
  await call.send({ action: ACTIONS.delete, resourceUri: call.resourceUri(instance.className), selectors });
}

/** `Invoke`: without selectors of an instance the method is static. */
export async function invoke(call: Call<InvokeRequest>): Promise<void> {
  const { namespace, className, methodName, instance, inboundProperties } = call.request;
  const resourceUri = call.resourceUri(className);
  const prefixes = new ClassPrefixes();
  const prefix = prefixes.of(className, resourceUri);
  const inbound = inboundProperties?.elements ?? [];
  const writing = { ...(await call.writing(inbound)), prefixes };
  const input = xmlNode(`${prefix}:${methodName}_INPUT`, {}, elementNodes(inbound, prefix, writing));
  const selectors = instance === null ? [selectorNode(NAMESPACE_SELECTOR, namespace)] : await call.selectors(instance);
  const { content } = await call.send({
    action: `${resourceUri}/${methodName}`,
    resourceUri,
    selectors,
    body: [input],
    namespaces: prefixes.declared,
  });
  const types = await call.types.results(namespace, className, methodName);
  if (content !== null) await call.types.loadIn([content], namespace);
  const results = call.readable(() => (content === null ? [] : readElements(content, types, call.reading())));
  const outbound = new CimInstance(PARAMETERS_CLASS, results);
  await call.operation.deliver((sink) => sink.instanceResult(outbound));
}

/** An object as the body of a message. */
async function objectBody(
  call: Call,
  className: string,
  elements: CimInstance['elements'],
): Promise<{ readonly body: readonly XmlNode[]; readonly namespaces: Readonly<Record<string, string>> }> {
  const prefixes = new ClassPrefixes();
  const prefix = prefixes.of(className, call.resourceUri(className));
  const writing = { ...(await call.writing(elements)), prefixes };
  const attributes = { 'xsi:type': `${prefix}:${className}_Type` };
  const body = [xmlNode(`${prefix}:${className}`, attributes, elementNodes(elements, prefix, writing))];
  return { body, namespaces: prefixes.declared };
}
