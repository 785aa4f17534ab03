import { MiError } from '../../errors.js';
import type { CreateRequest, DeleteRequest, GetInstanceRequest, InvokeRequest, ModifyRequest } from '../../protocol.js';
import { noResult } from '../../requests.js';
import { foldName } from '../../schema/index.js';
import { type CimElement, CimInstance } from '../../values/index.js';
import { type XmlNode, xmlNode } from '../../xml/print-xml.js';
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
  const { instance } = call.request;
  const { found } = await read(call, instance, await call.selectors(instance));
  await call.operation.deliver((sink) => sink.instanceResult(found));
}

/** The instance, and those of its elements that the server has sent itself. */
interface Held {
  readonly found: CimInstance;
  readonly sent: CimInstance['elements'];
}

async function read(call: Call, instance: CimInstance, selectors: readonly XmlNode[]): Promise<Held> {
  const { className, elements } = instance;
  const namespace = instance.namespace ?? call.request.namespace;
  const { content } = await call.send(
    { action: ACTIONS.get, resourceUri: call.resourceUri(className), selectors },
    { repeatable: true },
  );
  if (content === null) return noResult(call.request.kind, 'instance');
  await call.types.loadOf([content], namespace);
  const names = new Set(childElements(content).map((element) => foldName(localName(element))));
  const isSent = ({ name }: CimElement): boolean => names.has(foldName(name));
  // How the server writes the keys counts.
  const keys = elements.filter((element) => element.key === true && isSent(element));
  const found = call.readable(() => {
    return readObject(content, { ...call.reading(), namespace }, keys, call.types.asked);
  });
  return { found, sent: found.elements.filter(isSent) };
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

/** `ModifyInstance`: what changes is sent, with the keys; where a Put replaces the whole instance, the rest as well. */
export async function modifyInstance(call: Call<ModifyRequest>): Promise<void> {
  const { instance } = call.request;
  const { className, elements } = instance;
  refuseEmptyArrays(call, elements);
  const selectors = await call.selectors(instance);
  const rest = (await call.replacesWhole()) ? await unchanged(call, instance, selectors) : [];
  await call.send({
    action: ACTIONS.put,
    resourceUri: call.resourceUri(className),
    selectors,
    ...(await objectBody(call, className, [...rest, ...elements])),
  });
}

/** What the server holds beside the elements of an instance. */
async function unchanged(
  call: Call,
  instance: CimInstance,
  selectors: readonly XmlNode[],
): Promise<CimInstance['elements']> {
  const { sent } = await read(call, instance, selectors);
  return sent.filter(({ name }) => instance.element(name) === undefined);
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
  call.checkName(methodName, 'method');
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
