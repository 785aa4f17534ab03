// What the methods of a session ask for, asynchronous or not: the request, and the options that are left for its
// operation. The defaults of MI's operations stand here and nowhere else.

import { MiError } from './errors.js';
import {
  type AssociatorsOptions,
  type EnumerateClassesOptions,
  type EnumerateOptions,
  given,
  type Own,
  type QueryOptions,
  type ReferencesOptions,
  type SubscribeOptions,
} from './options.js';
import type { OperationRequest, RequestBody } from './protocol.js';
import type { RequestOptions } from './request-options.js';
import { normalizeNamespace } from './schema/index.js';
import { isForeign } from './values/copies.js';
import { type CimInstance, CimReference } from './values/index.js';
import { shown } from './values/shown.js';
import type { WqlText } from './wql/index.js';

/** What an operation is about: an instance that holds at least its keys, or its path. */
export type Target = CimInstance | CimReference;

/** A request, and the options of its operation. */
type Asked<Options, Taken extends PropertyKey> = readonly [request: RequestBody, options: Omit<Options, Taken>];

export function invoke(
  namespace: string,
  target: string | Target,
  methodName: string,
  inboundProperties: CimInstance | null,
): RequestBody {
  const call = 'session.invoke(namespace, target, methodName, parameters)';
  requireText({ namespace, methodName }, call);
  const isStatic = typeof target === 'string';
  const instance = isStatic ? null : targetInstance(target, call);
  const className = instance?.className ?? String(target);
  if (inboundProperties !== null) requireInstance({ parameters: inboundProperties }, call);
  return { kind: 'invoke', namespace, className, methodName, instance, inboundProperties };
}

/** @throws MiError INVALID_NAMESPACE for a reference without a namespace when none is given either. */
export function getInstance(namespace: string, target: Target): RequestBody {
  const call = 'session.getInstance(namespace, target)';
  requireText({ namespace }, call);
  const instance = targetInstance(target, call);
  if (namespace === '' && target instanceof CimReference && target.namespace === null) {
    throw new MiError('INVALID_NAMESPACE', `the reference ${target} has no namespace`);
  }
  return { kind: 'getInstance', namespace, instance };
}

export function enumerate<O extends Own<EnumerateOptions>>(
  namespace: string,
  className: string,
  { keysOnly = false, polymorphism = 'deep', ...options }: O,
): Asked<O, 'keysOnly' | 'polymorphism'> {
  requireText({ namespace, className }, 'session.enumerate(namespace, className)');
  return [{ kind: 'enumerate', namespace, className, keysOnly, polymorphism }, options];
}

export function associators<O extends Own<AssociatorsOptions>>(
  namespace: string,
  target: Target,
  { associationClass, resultClass, role, resultRole, keysOnly = false, ...options }: O,
): Asked<O, keyof Own<AssociatorsOptions>> {
  const call = 'session.associators(namespace, target)';
  requireText({ namespace }, call);
  const request = {
    kind: 'associators',
    namespace,
    instance: targetInstance(target, call),
    associationClass: associationClass ?? null,
    resultClass: resultClass ?? null,
    role: role ?? null,
    resultRole: resultRole ?? null,
    keysOnly,
  } as const;
  return [request, options];
}

export function references<O extends Own<ReferencesOptions>>(
  namespace: string,
  target: Target,
  { resultClass, role, keysOnly = false, ...options }: O,
): Asked<O, keyof Own<ReferencesOptions>> {
  const call = 'session.references(namespace, target)';
  requireText({ namespace }, call);
  const request = {
    kind: 'references',
    namespace,
    instance: targetInstance(target, call),
    resultClass: resultClass ?? null,
    role: role ?? null,
    keysOnly,
  } as const;
  return [request, options];
}

export function query<O extends Own<QueryOptions>>(
  namespace: string,
  text: string | WqlText,
  { dialect = 'WQL', ...options }: O,
): Asked<O, 'dialect'> {
  return [
    { kind: 'query', namespace, dialect, query: queryText(namespace, text, 'session.query(namespace, query)') },
    options,
  ];
}

export function subscribe<O extends Own<SubscribeOptions>>(
  namespace: string,
  text: string | WqlText,
  { dialect = 'WQL', bookmark, heartbeat, expires, ...options }: O,
): Asked<O, keyof Own<SubscribeOptions>> {
  const query = queryText(namespace, text, 'session.subscribe(namespace, query)');
  return [{ kind: 'subscribe', namespace, dialect, query, ...given({ bookmark, heartbeat, expires }) }, options];
}

export function getClass(namespace: string, className: string): RequestBody {
  requireText({ namespace, className }, 'session.getClass(namespace, className)');
  return { kind: 'getClass', namespace, className };
}

export function enumerateClasses<O extends Own<EnumerateClassesOptions>>(
  namespace: string,
  className: string | null,
  { namesOnly = false, polymorphism = 'shallow', ...options }: O,
): Asked<O, 'namesOnly' | 'polymorphism'> {
  const call = 'session.enumerateClasses(namespace, className)';
  requireText(className === null ? { namespace } : { namespace, className }, call);
  return [{ kind: 'enumerateClasses', namespace, className, namesOnly, polymorphism }, options];
}

export function create(namespace: string, instance: CimInstance): RequestBody {
  const call = 'session.create(namespace, instance)';
  requireText({ namespace }, call);
  requireInstance({ instance }, call);
  return { kind: 'create', namespace, instance };
}

export function modify(namespace: string, instance: CimInstance): RequestBody {
  const call = 'session.modify(namespace, instance)';
  requireText({ namespace }, call);
  requireInstance({ instance }, call);
  return { kind: 'modify', namespace, instance };
}

export function deleteInstance(namespace: string, target: Target): RequestBody {
  const call = 'session.delete(namespace, target)';
  requireText({ namespace }, call);
  return { kind: 'delete', namespace, instance: targetInstance(target, call) };
}

export function testConnection(): RequestBody {
  return { kind: 'testConnection', namespace: '' };
}

/**
 * The target as an instance that holds at least its keys.
 * @throws TypeError that says what to give instead, for anything but a target.
 */
function targetInstance(target: Target, call: string): CimInstance {
  if (target instanceof CimReference) return target.toInstance();
  if (isInstance(target)) return target;
  throw new TypeError(
    `${call}: target must be a CimReference or a CimInstance, not ${shown(target)}${targetHelp(target)}`,
  );
}

function targetHelp(given: unknown): string {
  if (typeof given === 'string') return ': CimReference.parse() reads an object path';
  return typeof given === 'object' && given !== null && '$path' in given ? ': use its $path' : '';
}

/** It may come from another copy of this package. */
function isInstance(value: unknown): value is CimInstance {
  const { className, elements } = (value ?? {}) as Partial<Record<keyof CimInstance, unknown>>;
  return typeof className === 'string' && Array.isArray(elements) && !isForeign(value);
}

/**
 * Programs in JavaScript may give arguments in a wrong order. The call, as messages show it, says the right one.
 * @throws TypeError for anything but texts.
 */
function requireText(texts: Readonly<Record<string, unknown>>, call: string): void {
  for (const [name, value] of Object.entries(texts)) {
    if (typeof value !== 'string') throw new TypeError(`${call}: ${name} must be a string, not ${shown(value)}`);
  }
}

/** @throws TypeError for anything but an instance. */
function requireInstance(instances: Readonly<Record<string, unknown>>, call: string): void {
  for (const [name, value] of Object.entries(instances)) {
    if (!isInstance(value)) throw new TypeError(`${call}: ${name} must be a CimInstance, not ${shown(value)}`);
  }
}

/** @throws TypeError for anything but a namespace and a query, in this order. */
function queryText(namespace: unknown, query: unknown, call: string): string {
  requireText({ namespace }, call);
  if (/^\s*(?:select|associators|references)\s/i.test(String(namespace))) {
    throw new TypeError(`${call}: namespace must be one such as "root/cimv2", not a query`);
  }
  if (typeof query === 'string') return query;
  const { text } = (query ?? {}) as Partial<Record<keyof WqlText, unknown>>;
  if (typeof text === 'string') return text;
  throw new TypeError(`${call}: query must be a string or made by WQL, not ${shown(query)}`);
}

/**
 * The request as a handler gets it: with its options, and with its namespace in the normalized spelling.
 * @throws MiError INVALID_NAMESPACE that says what to do, when the text is not a namespace.
 */
export function completeRequest(request: RequestBody, options: RequestOptions): OperationRequest {
  const namespace = request.kind === 'testConnection' ? '' : namespaceOf(request.namespace);
  return { ...request, namespace, options };
}

/** The namespace of the last request, and its normalized spelling: that of the next is mostly the same. */
let lastNamespace = { text: '', namespace: '' };

function namespaceOf(text: string): string {
  if (text === lastNamespace.text && text !== '') return lastNamespace.namespace;
  const namespace = normalizeNamespace(text);
  if (namespace !== null) {
    lastNamespace = { text, namespace };
    return namespace;
  }
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
