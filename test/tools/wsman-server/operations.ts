import type { RequestBody } from '../../../runtime/protocol.js';
import { type CimMethod, foldName, hasQualifier } from '../../../runtime/schema/index.js';
import { type CimElement, CimInstance, CimReference, type CimScalar } from '../../../runtime/values/index.js';
import type { Call } from './call.js';
import { type ClassForm, classXml } from './class-xml.js';
import { faults } from './fault.js';
import { type Outcome, perform } from './perform.js';
import { readElements, readInstance, type ValueContext } from './read-values.js';
import { isSet, namedText } from './request.js';
import { selectedInstance } from './resource.js';
import { isKey, type WholeClass } from './schema.js';
import { instanceEndpoint, instanceXml, objectXml, streamedXml, type Writing } from './write-values.js';
import { element } from './xml-text.js';

/** `transfer/Get` of an instance, or of a class. */
export async function get(call: Call): Promise<string> {
  if (call.resource.isSchema) return getClass(call);
  return instanceBody(call, await selected(call));
}

/** Carries out an operation, and tells its client what comes before the end. */
function carryOut(call: Call, about: RequestBody): Promise<Outcome> {
  const { session, signal, talk, style, resource } = call;
  const writing: Writing = { style, resource, octets: new Set() };
  const className =
    'className' in about ? String(about.className) : 'instance' in about ? about.instance.className : '';
  const talker = talk?.talker({
    error: (error) => instanceXml(error, writing),
    item: (item) => streamedXml(className, item, writing),
  });
  return perform(session, { ...about, options: talk?.options ?? {} }, signal, talker);
}

async function getClass(call: Call): Promise<string> {
  const { request, resource, schema } = call;
  const className = namedText(request.selectors, 'ClassName');
  if (className === undefined) throw faults.invalidSelectors('ClassName is absent');
  return classXml(await schema.require(resource.namespace, className), classForm(call));
}

/** What a request asks for to be in classes. */
export function classForm({ request, dialect, fromWindows }: Call): ClassForm {
  const { manner, translatable, classSchema } = dialect;
  if (!classSchema) throw faults.unreachable(request.resourceUri);
  const isOmi = manner === 'omi';
  return {
    manner,
    translatable: translatable || isOmi,
    qualifiers: isSet(request, 'IncludeQualifiers'),
    inherited: isOmi || isSet(request, 'IncludeInheritedElements'),
    origins: !isOmi || fromWindows || isSet(request, 'IncludeClassOrigin'),
    derivation: isSet(request, 'IncludeInheritanceHierarchy'),
  };
}

/** `transfer/Put`: Windows answers with the object as it is then. */
export async function put(call: Call): Promise<string> {
  const { instance: key, namespace } = await selected(call);
  const given = await givenInstance(call, key.className);
  const changes = given.elements.filter((each) => each.key !== true);
  const instance = new CimInstance(key.className, [...key.elements, ...changes], namespace);
  await carryOut(call, { kind: 'modify', namespace, instance });
  return call.dialect.manner === 'omi' ? '' : instanceBody(call, { instance: key, namespace });
}

/** `transfer/Create`: answers with the endpoint of the new instance. */
export async function create(call: Call): Promise<string> {
  const { className, namespace } = classResource(call);
  const instance = await givenInstance(call, className);
  const [created = instance] = (await carryOut(call, { kind: 'create', namespace, instance })).instances;
  const writing = await writingOf(call, created.className);
  const endpoint = instanceEndpoint(await referenceTo(call, created), writing);
  return element('x:ResourceCreated', {}, endpoint);
}

/** `transfer/Delete`. */
export async function remove(call: Call): Promise<string> {
  await carryOut(call, { kind: 'delete', ...(await selected(call)) });
  return '';
}

/** A method, whose name follows the class in the action. */
export async function invoke(call: Call, methodName: string): Promise<string> {
  const { className, namespace } = classResource(call);
  const { whole } = await call.schema.require(namespace, className);
  const method = whole.methods.find(({ name }) => foldName(name) === foldName(methodName));
  const isStatic = method !== undefined && hasQualifier({ declaration: method, overridden: null }, 'Static');
  const instance = isStatic ? null : (await selected(call)).instance;
  const input = call.request.body;
  const holder = `${whole.name}.${methodName}`;
  const parameters =
    input === undefined || method === undefined
      ? []
      : await readElements(input, method.parameters, holder, valueContext(call));
  const inboundProperties = new CimInstance('__PARAMETERS', parameters);
  const about = { namespace, className: whole.name, methodName, instance, inboundProperties };
  const { instances, streamed } = await carryOut(call, { kind: 'invoke', ...about });
  const given = [...(instances[0]?.elements ?? []), ...joined(streamed)];
  const isSent = (declaration: CimMethod['parameters'][number]): boolean =>
    call.talk?.streams === true && hasQualifier({ declaration, overridden: null }, 'Stream');
  const answered = method?.parameters.filter((parameter) => !isSent(parameter)) ?? [];
  const outbound = [...given, ...missing(answered, given)];
  return outputXml(call, whole.name, method?.name ?? methodName, outbound);
}

/** The out-parameters that a method has not given: servers answer with all, and these are null. */
function missing(parameters: CimMethod['parameters'], given: readonly CimElement[]): readonly CimElement[] {
  const names = new Set(given.map(({ name }) => foldName(name)));
  const isMissing = (declaration: CimMethod['parameters'][number]): boolean =>
    hasQualifier({ declaration, overridden: null }, 'Out') && !names.has(foldName(declaration.name));
  return parameters.filter(isMissing).map(({ name, type, array }) => ({ name, type, array, value: null }));
}

/** OMI names the element after the method, and its namespace, too. */
function outputXml(call: Call, className: string, method: string, elements: readonly CimElement[]): string {
  const writing: Writing = { style: call.style, resource: call.resource, octets: new Set() };
  if (call.dialect.manner === 'omi') return objectXml(method, method, elements, writing);
  const isReturnValue = ({ name }: CimElement): boolean => foldName(name) === 'returnvalue';
  const sorted = [...elements.filter((each) => !isReturnValue(each)), ...elements.filter(isReturnValue)];
  return objectXml(`${method}_OUTPUT`, className, sorted, writing);
}

/** Without streams, all items of a streamed parameter come as one array. */
function joined(streamed: readonly CimElement[]): readonly CimElement[] {
  const names = [...new Set(streamed.map(({ name }) => name))];
  return names.flatMap((name) => {
    const items = streamed.filter((each) => each.name === name);
    const [first] = items;
    if (first === undefined) return [];
    const value = items.flatMap(({ value: item }) => (item === null ? [] : ([item].flat() as CimScalar[])));
    return [{ ...first, array: true, value }];
  });
}

/** The instance that the selectors name. */
async function selected(call: Call): Promise<{ readonly instance: CimInstance; readonly namespace: string }> {
  const { resource, request, schema } = call;
  return { instance: await selectedInstance(resource, request.selectors, schema), namespace: resource.namespace };
}

/** The object in the body. */
async function givenInstance(call: Call, className: string): Promise<CimInstance> {
  const { body } = call.request;
  if (body === undefined) throw faults.schema('the body holds no object');
  return readInstance(body, className, valueContext(call));
}

function classResource({ resource, request }: Call): { readonly className: string; readonly namespace: string } {
  const { className, namespace } = resource;
  if (className === null) throw faults.unreachable(request.resourceUri);
  return { className, namespace };
}

function valueContext({ schema, resource, session }: Call): ValueContext {
  return { schema, namespace: resource.namespace, form: session.embeddedInstances ?? 'instance' };
}

async function instanceBody(
  call: Call,
  about: { readonly instance: CimInstance; readonly namespace: string },
): Promise<string> {
  const { instances } = await carryOut(call, { kind: 'getInstance', ...about });
  const [instance] = instances;
  if (instance === undefined) throw new Error('getInstance gave no instance');
  return instanceXml(instance, await writingOf(call, instance.className));
}

/** How instances of a class are written. */
export async function writingOf({ schema, style, resource }: Call, className: string): Promise<Writing> {
  const found = style.base64 ? await schema.find(resource.namespace, className) : null;
  return { style, resource, octets: octetStrings(found) };
}

function octetStrings(found: WholeClass | null): ReadonlySet<string> {
  const octets = found?.whole.properties.filter((declaration) => {
    return hasQualifier({ declaration, overridden: null }, 'OctetString');
  });
  return new Set(octets?.map(({ name }) => foldName(name)));
}

/** The path of an instance, by the keys that it marks, or else by those of its class. */
export async function referenceTo({ schema, resource }: Call, instance: CimInstance): Promise<CimReference> {
  const namespace = instance.namespace ?? resource.namespace;
  const marked = instance.elements.filter(({ key }) => key === true);
  if (marked.length > 0) return new CimReference(instance.className, marked, namespace);
  const found = await schema.find(namespace, instance.className);
  const names = new Set(found?.whole.properties.filter(isKey).map(({ name }) => foldName(name)));
  const keys = instance.elements.filter(({ name }) => names.has(foldName(name)));
  return new CimReference(instance.className, keys, namespace);
}
