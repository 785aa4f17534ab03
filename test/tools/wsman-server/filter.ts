import type { OperationRequest } from '../../../runtime/protocol.js';
import type { XmlElement } from '../../../runtime/xml/xml.js';
import type { Call } from './call.js';
import { faults } from './fault.js';
import { isSet, namedText } from './request.js';
import { readEndpoint } from './resource.js';
import { DIALECTS } from './uris.js';
import { attribute, child, elementsOf, localName, textOf } from './xml-text.js';

/** What an enumeration is of. */
export interface Selection {
  readonly request: OperationRequest;
  /** The properties of a query that selects some; null for whole instances. */
  readonly projection: readonly string[] | null;
}

/**
 * What an `n:Enumerate` asks for.
 * @throws WsmanFault for a filter that the resource does not take.
 */
export async function readSelection(call: Call): Promise<Selection> {
  const { resource, request } = call;
  if (resource.isSchema) return { request: classesRequest(call), projection: null };
  const filter = child(request.body, 'Filter');
  if (filter === undefined) {
    if (resource.className === null) throw faults.filter('all classes can be enumerated with a filter only');
    const { className, namespace } = resource;
    const options = { polymorphism: 'deep', keysOnly: false, options: {} } as const;
    return { request: { kind: 'enumerate', namespace, className, ...options }, projection: null };
  }
  const dialect = attribute(filter, 'Dialect') ?? '';
  if (dialect === DIALECTS.association) return { request: await associationRequest(filter, call), projection: null };
  if (dialect !== DIALECTS.wql) throw faults.filterDialect(dialect);
  if (resource.className !== null) throw faults.filter('a query is for all classes: the resource URI ends with *');
  const query = textOf(filter).trim();
  const { namespace } = resource;
  return {
    request: { kind: 'query', namespace, dialect: 'WQL', query, options: {} },
    projection: projectionOf(query),
  };
}

function classesRequest({ request, resource, dialect }: Call): OperationRequest {
  if (!dialect.classSchema) throw faults.unreachable(request.resourceUri);
  const className = namedText(request.selectors, 'ClassName') ?? null;
  const isDeep = className === null || isSet(request, 'IncludeSubClasses');
  const polymorphism = isDeep ? 'deep' : 'shallow';
  const { namespace } = resource;
  return { kind: 'enumerateClasses', namespace, className, polymorphism, namesOnly: false, options: {} };
}

async function associationRequest(filter: XmlElement, { schema, resource }: Call): Promise<OperationRequest> {
  const [about] = elementsOf(filter);
  const object = child(about, 'Object');
  if (about === undefined || object === undefined) throw faults.filter('it names no object');
  const instance = (await readEndpoint(object, schema)).toInstance();
  const named = (name: string): string | null => textOf(child(about, name)).trim() || null;
  const [resultClass, role] = [named('ResultClassName'), named('Role')];
  const { namespace } = resource;
  const common = { namespace, instance, resultClass, role, keysOnly: false, options: {} };
  if (localName(about) === 'AssociationInstances') return { kind: 'references', ...common };
  if (localName(about) !== 'AssociatedInstances') throw faults.filter(`it is no ${localName(about)}`);
  const [associationClass, resultRole] = [named('AssociationClassName'), named('ResultRole')];
  return { kind: 'associators', ...common, associationClass, resultRole };
}

/** The properties that a query names behind SELECT; null for all. */
function projectionOf(query: string): readonly string[] | null {
  const [, list = '*'] = /^select\s+(.*?[^\s,])\s+from\s/is.exec(query) ?? [];
  const names = list.split(',').map((name) => name.trim());
  return names.includes('*') ? null : names;
}
