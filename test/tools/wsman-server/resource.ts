import { foldName } from '../../../runtime/schema/index.js';
import { type CimElement, CimInstance, CimReference, valueOfText } from '../../../runtime/values/index.js';
import type { XmlElement } from '../../../runtime/xml/xml.js';
import { faults } from './fault.js';
import { type NamedElement, namedElements, namedText } from './request.js';
import { isKey, type Schema } from './schema.js';
import { ANONYMOUS, CIM_SCHEMA_URI, CLASS_SCHEMA_URI, WMI_URI } from './uris.js';
import { child, element, elementsOf, textElement, textOf } from './xml-text.js';

/** What a resource URI and its selectors are about. */
export interface Resource {
  /** Null for all classes of the namespace. */
  readonly className: string | null;
  readonly namespace: string;
  /** What the URIs of classes begin with in answers. */
  readonly base: string;
  /** True where the URI names the namespace, so that no selector does. */
  readonly isWmi: boolean;
  /** True for the classes themselves. */
  readonly isSchema: boolean;
}

const NAMESPACE_SELECTOR = '__cimnamespace';
const DEFAULT_NAMESPACE = 'root/hardware';

/**
 * The resource of a URI: in DMTF's form, a vendor's, or WMI's.
 * @throws WsmanFault where there is no such resource.
 */
export function readResource(uri: string, selectors: readonly NamedElement[]): Resource {
  const selected = namedText(selectors, NAMESPACE_SELECTOR)?.replaceAll('\\', '/');
  if (foldName(uri).startsWith(WMI_URI)) return wmiResource(uri, selected);
  const namespace = selected ?? DEFAULT_NAMESPACE;
  const [, base, className] = /^(.*\/wbem\/wscim\/1\/(?:cim-schema\/2\/)?)(\*|[^/]+)$/iu.exec(uri) ?? [];
  const isSchema = uri === CLASS_SCHEMA_URI;
  if (!isSchema && (base === undefined || className === undefined)) throw faults.unreachable(uri);
  const isAll = isSchema || className === '*';
  const ofClasses = isAll || base === undefined ? CIM_SCHEMA_URI : base;
  return { className: isAll ? null : (className ?? null), namespace, base: ofClasses, isWmi: false, isSchema };
}

function wmiResource(uri: string, selected: string | undefined): Resource {
  const path = uri.slice(WMI_URI.length);
  const [namespace, className] = [path.slice(0, path.lastIndexOf('/')), path.slice(path.lastIndexOf('/') + 1)];
  if (namespace === '' || className === '') throw faults.unreachable(uri);
  if (selected !== undefined && foldName(selected) !== foldName(namespace)) {
    throw faults.invalidSelectors(`the URI names the namespace ${namespace}, the selector ${selected}`);
  }
  const base = `${WMI_URI}${namespace}/`;
  return { className: className === '*' ? null : className, namespace, base, isWmi: true, isSchema: false };
}

/**
 * The instance that selectors name, with the types of its class.
 * @throws WsmanFault for selectors that its class has no keys for.
 * @throws MiError when there is no such class.
 */
export async function selectedInstance(
  { className, namespace }: Resource,
  selectors: readonly NamedElement[],
  schema: Schema,
): Promise<CimInstance> {
  if (className === null) throw faults.invalidSelectors('they name an instance of no class');
  const { whole } = await schema.require(namespace, className);
  const keys: CimElement[] = [];
  for (const { name, element: selector } of selectors) {
    if (foldName(name) === NAMESPACE_SELECTOR) continue;
    const property = whole.properties.find((each) => foldName(each.name) === foldName(name));
    if (property === undefined || !isKey(property)) {
      throw faults.invalidSelectors(`${whole.name} has no key ${name}`);
    }
    const value = await selectorValue(selector, property.type, schema);
    keys.push({ name: property.name, type: property.type, array: false, value, key: true });
  }
  return new CimInstance(whole.name, keys, namespace);
}

async function selectorValue(
  selector: XmlElement,
  type: CimElement['type'],
  schema: Schema,
): Promise<CimElement['value']> {
  const endpoint = elementsOf(selector)[0];
  if (type === 'reference' && endpoint !== undefined) return readEndpoint(selector, schema);
  try {
    return valueOfText(textOf(selector), type);
  } catch (error) {
    if (error instanceof SyntaxError) throw faults.invalidSelectors(error.message);
    throw error;
  }
}

/**
 * Reads a reference: the content of an endpoint, or an endpoint in it.
 * @throws WsmanFault for what is none.
 */
export async function readEndpoint(holder: XmlElement, schema: Schema): Promise<CimReference> {
  const endpoint = child(holder, 'EndpointReference') ?? holder;
  const parameters = child(endpoint, 'ReferenceParameters');
  const uri = textOf(child(parameters, 'ResourceURI')).trim();
  if (uri === '') throw faults.schema('an endpoint reference has no ResourceURI');
  const selectors = namedElements(child(parameters, 'SelectorSet'), 'Selector');
  const { className, elements, namespace } = await selectedInstance(readResource(uri, selectors), selectors, schema);
  return new CimReference(className, elements, namespace);
}

/** The content of the endpoint of an instance, without an element around it. */
export function endpointContent(
  { className, keys, namespace }: Pick<CimReference, 'className' | 'keys' | 'namespace'>,
  outer: Resource,
  keyText: (key: CimElement) => string,
): string {
  const own = namespace ?? outer.namespace;
  const base = outer.isWmi ? `${WMI_URI}${own}/` : outer.base;
  const selectors = keys.map((key) => element('w:Selector', { Name: key.name }, keyText(key)));
  const place = textElement('w:Selector', own, { Name: NAMESPACE_SELECTOR });
  const all = outer.isWmi ? selectors : [...selectors, place];
  const set = all.length === 0 ? '' : element('w:SelectorSet', {}, ...all);
  const parameters = element('a:ReferenceParameters', {}, textElement('w:ResourceURI', base + className), set);
  return textElement('a:Address', ANONYMOUS) + parameters;
}
