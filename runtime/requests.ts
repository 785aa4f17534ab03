// What the methods of a session ask for, asynchronous or not: the request, and the options that are left for its
// operation. The defaults of MI's operations stand here and nowhere else. Programs in JavaScript may give any value for
// a boolean: it becomes one here, since MI takes no other.

import { MiError } from './errors.js';
import type {
  AssociatorsOptions,
  EnumerateClassesOptions,
  EnumerateOptions,
  OperationOptions,
  QueryOptions,
  ReferencesOptions,
} from './options.js';
import type { OperationRequest, RequestBody, RequestOptions } from './protocol.js';
import { normalizeNamespace } from './schema/index.js';
import { type CimInstance, CimReference } from './values/index.js';
import type { WqlText } from './wql/index.js';

/** What an operation is about: an instance that holds at least its keys, or its path. */
export type Target = CimInstance | CimReference;

/** What only one kind of operation can be given. */
type Own<Options extends OperationOptions> = Omit<Options, keyof OperationOptions>;

/** A request, and the options of its operation. */
type Asked<Options, Taken extends PropertyKey> = readonly [request: RequestBody, options: Omit<Options, Taken>];

export function invoke(
  namespace: string,
  target: string | Target,
  methodName: string,
  inboundProperties: CimInstance | null,
): RequestBody {
  const isStatic = typeof target === 'string';
  const className = isStatic ? target : target.className;
  const instance = isStatic ? null : targetInstance(target);
  return { kind: 'invoke', namespace, className, methodName, instance, inboundProperties };
}

/** @throws MiError INVALID_NAMESPACE for a reference without a namespace when none is given either. */
export function getInstance(namespace: string, target: Target): RequestBody {
  if (namespace === '' && target instanceof CimReference && target.namespace === null) {
    throw new MiError('INVALID_NAMESPACE', `the reference ${target} has no namespace`);
  }
  return { kind: 'getInstance', namespace, instance: targetInstance(target) };
}

export function enumerate<O extends Own<EnumerateOptions>>(
  namespace: string,
  className: string,
  { keysOnly = false, polymorphism = 'deep', ...options }: O,
): Asked<O, 'keysOnly' | 'polymorphism'> {
  return [{ kind: 'enumerate', namespace, className, keysOnly: Boolean(keysOnly), polymorphism }, options];
}

export function associators<O extends Own<AssociatorsOptions>>(
  namespace: string,
  target: Target,
  { associationClass, resultClass, role, resultRole, keysOnly = false, ...options }: O,
): Asked<O, keyof Own<AssociatorsOptions>> {
  const request = {
    kind: 'associators',
    namespace,
    instance: targetInstance(target),
    associationClass: associationClass ?? null,
    resultClass: resultClass ?? null,
    role: role ?? null,
    resultRole: resultRole ?? null,
    keysOnly: Boolean(keysOnly),
  } as const;
  return [request, options];
}

export function references<O extends Own<ReferencesOptions>>(
  namespace: string,
  target: Target,
  { resultClass, role, keysOnly = false, ...options }: O,
): Asked<O, keyof Own<ReferencesOptions>> {
  const request = {
    kind: 'references',
    namespace,
    instance: targetInstance(target),
    resultClass: resultClass ?? null,
    role: role ?? null,
    keysOnly: Boolean(keysOnly),
  } as const;
  return [request, options];
}

export function query<O extends Own<QueryOptions>>(
  namespace: string,
  text: string | WqlText,
  { dialect = 'WQL', ...options }: O,
): Asked<O, 'dialect'> {
  return [{ kind: 'query', namespace, dialect, query: String(text) }, options];
}

export function subscribe<O extends Own<QueryOptions>>(
  namespace: string,
  text: string | WqlText,
  { dialect = 'WQL', ...options }: O,
): Asked<O, 'dialect'> {
  return [{ kind: 'subscribe', namespace, dialect, query: String(text) }, options];
}

export function getClass(namespace: string, className: string): RequestBody {
  return { kind: 'getClass', namespace, className };
}

export function enumerateClasses<O extends Own<EnumerateClassesOptions>>(
  namespace: string,
  className: string | null,
  { namesOnly = false, polymorphism = 'shallow', ...options }: O,
): Asked<O, 'namesOnly' | 'polymorphism'> {
  return [{ kind: 'enumerateClasses', namespace, className, namesOnly: Boolean(namesOnly), polymorphism }, options];
}

export function create(namespace: string, instance: CimInstance): RequestBody {
  return { kind: 'create', namespace, instance };
}

export function modify(namespace: string, instance: CimInstance): RequestBody {
  return { kind: 'modify', namespace, instance };
}

export function deleteInstance(namespace: string, target: Target): RequestBody {
  return { kind: 'delete', namespace, instance: targetInstance(target) };
}

export function testConnection(): RequestBody {
  return { kind: 'testConnection', namespace: '' };
}

/** The target as an instance that holds at least its keys. */
function targetInstance(target: Target): CimInstance {
  return target instanceof CimReference ? target.toInstance() : target;
}

/**
 * The request as a handler gets it: with its options, and with its namespace in the normalized spelling.
 * @throws MiError INVALID_NAMESPACE that says what to do, when the text is not a namespace.
 */
export function completeRequest(request: RequestBody, options: RequestOptions): OperationRequest {
  const namespace = request.kind === 'testConnection' ? '' : namespaceOf(request.namespace);
  return { ...request, namespace, options };
}

function namespaceOf(text: string): string {
  const namespace = normalizeNamespace(text);
  if (namespace !== null) return namespace;
  const [, computer, path] = /^[\\/]{2}([^\\/]+)[\\/]+(.+)$/.exec(text.trim()) ?? [];
  const reason =
    computer === undefined || path === undefined
      ? 'a namespace is names separated by "/", such as root/cimv2'
      : `it names a computer; open a session with { destination: "${computer}" } and use "${slashed(path)}"`;
  throw new MiError('INVALID_NAMESPACE', `invalid namespace "${text}": ${reason}`);
}

function slashed(path: string): string {
  return path.replaceAll('\\', '/');
}

/** The operation as messages name it: `invoke Win32_Process.Create`. */
export function requestSubject(request: RequestBody): string {
  if (request.kind === 'invoke') return `invoke ${request.className}.${request.methodName}`;
  const about =
    ('className' in request && request.className) ||
    ('instance' in request && request.instance.className) ||
    ('query' in request && request.query);
  return about ? `${request.kind} ${about}` : request.kind;
}

/** @throws MiError always: the server sent no result for an operation that must have one. */
export function noResult(operation: string, what: 'class' | 'instance'): never {
  throw new MiError('FAILED', `the server reported that ${operation} succeeded, but sent no ${what}`);
}
