import type { QueryRequest, SubscribeRequest } from '../protocol.js';
import { foldName } from '../schema/index.js';
import { CimInstance, type CimReference } from '../values/index.js';
import { isThrown } from '../values/shown.js';
import { associators, references } from './associations.js';
import { keyOnly } from './instance-store.js';
import type { RepositoryClass } from './repository-class.js';
import type { RepositoryContent } from './repository-content.js';
import { InvalidValue, repositoryError } from './repository-error.js';
import { SchemaValues } from './schema-values.js';
import { type ConditionScope, type Predicate, predicateOf, requireProperty } from './wql/condition.js';
import { parseQuery } from './wql/parser.js';
import { type AssociationNode, queryError, type SelectNode, type StatementNode, type WordNode } from './wql/syntax.js';
import { isSelectableSystemProperty } from './wql/system-properties.js';

/**
 * The instances that a query selects.
 * @throws MiError INVALID_QUERY, QUERY_LANGUAGE_NOT_SUPPORTED, NOT_SUPPORTED, INVALID_CLASS, NOT_FOUND
 */
export function queryInstances(content: RepositoryContent, request: QueryRequest): readonly CimInstance[] {
  const statement = parse(request);
  return statement.kind === 'select'
    ? selectedInstances(content, request, statement)
    : associatedInstances(content, request, statement);
}

/**
 * The query of a subscription.
 * @throws MiError INVALID_QUERY, QUERY_LANGUAGE_NOT_SUPPORTED, NOT_SUPPORTED, INVALID_CLASS
 */
export function eventQuery(content: RepositoryContent, request: SubscribeRequest): SelectQuery {
  const { namespace, query, bookmark = 'newest' } = request;
  if (bookmark !== 'newest') {
    const reason = 'the repository in memory keeps no events: leave the bookmark out';
    throw repositoryError('NOT_SUPPORTED', `bookmark: ${JSON.stringify(bookmark)}: ${reason}`);
  }
  const statement = parse(request);
  if (statement.kind !== 'select') throw queryError(query, 0, 'events are asked for with SELECT');
  const events = new SelectQuery(query, statement, namespace, content);
  const { cimClass } = events;
  if (!cimClass.indication) {
    throw queryError(query, statement.className.offset, `${cimClass.name} is no class of events`);
  }
  // WMI finds such events by looking at the instances now and then, and refuses a query that does not say how often.
  // Only where a provider raises them itself, which few do, a query needs no WITHIN.
  if (statement.within === null && cimClass.isNamed('__InstanceOperationEvent')) {
    const reason = `${cimClass.name} needs WITHIN and seconds, as on Windows: give the option within, such as within: 1`;
    throw queryError(query, statement.className.offset, reason);
  }
  return events;
}

function parse({ dialect, query }: QueryRequest | SubscribeRequest): StatementNode {
  if (dialect.toUpperCase() === 'WQL') return parseQuery(query);
  const message = `the repository in memory reads WQL, not ${JSON.stringify(dialect)}`;
  throw repositoryError('QUERY_LANGUAGE_NOT_SUPPORTED', message);
}

function selectedInstances(
  content: RepositoryContent,
  { namespace, query }: QueryRequest,
  statement: SelectNode,
): readonly CimInstance[] {
  if (statement.within !== null) throw queryError(query, statement.within.offset, 'WITHIN is for subscriptions');
  const select = new SelectQuery(query, statement, namespace, content);
  const all = content.enumerate(namespace, statement.className.text, 'deep');
  return all.filter((instance) => select.matches(instance)).map((instance) => select.project(instance));
}

function associatedInstances(
  content: RepositoryContent,
  { namespace, query }: QueryRequest,
  { kind, source, clauses, keysOnly }: AssociationNode,
): readonly CimInstance[] {
  const { AssocClass, ResultClass = null, Role = null, ResultRole = null } = clauses;
  const { RequiredQualifier, RequiredAssocQualifier } = clauses;
  const path = sourcePath(content, namespace, source, query);
  const from = content.get(path.namespace ?? namespace, path.toInstance());
  const found =
    kind === 'references'
      ? references(content, namespace, from, {
          associationClass: ResultClass,
          role: Role,
          associationQualifier: RequiredQualifier,
        })
      : associators(content, namespace, from, {
          associationClass: AssocClass ?? null,
          role: Role,
          associationQualifier: RequiredAssocQualifier,
          resultClass: ResultClass,
          resultRole: ResultRole,
          resultQualifier: RequiredQualifier,
        });
  return keysOnly ? [...found].map(keyOnly) : [...found];
}

function sourcePath(
  content: RepositoryContent,
  namespace: string,
  { text, offset }: WordNode,
  query: string,
): CimReference {
  try {
    const path = new SchemaValues(content.classes, namespace).reference(text);
    if (!path.isClass) return path;
    const { className } = path;
    throw new InvalidValue('INVALID_PARAMETER', `${className} is a class: the path of an instance has keys, or "=@"`);
  } catch (error) {
    throw isThrown(error, InvalidValue) ? queryError(query, offset, error.message) : error;
  }
}

/** A SELECT, checked against the classes of a repository. */
export class SelectQuery {
  readonly cimClass: RepositoryClass;
  /** The folded names of the selected properties; null for all. */
  readonly #selected: ReadonlySet<string> | null;
  readonly #condition: Predicate | null;

  /** @throws MiError INVALID_QUERY, INVALID_CLASS */
  constructor(query: string, statement: SelectNode, namespace: string, content: RepositoryContent) {
    const { className, properties, where } = statement;
    this.cimClass = content.classes.require(namespace, className.text);
    const scope: ConditionScope = { query, cimClass: this.cimClass, content };
    // As with WMI, an embedded instance comes whole when one of its properties is selected.
    const selected = properties?.map(({ names: [name], offset }) => {
      return isSelectableSystemProperty(name) ? name : requireProperty(name, offset, scope).name;
    });
    this.#selected = selected === undefined ? null : new Set(selected.map(foldName));
    this.#condition = where && predicateOf(where, scope);
  }

  matches(instance: CimInstance): boolean {
    return this.#condition === null || this.#condition(instance) === true;
  }

  /** The instance with the properties that the query selects. */
  project(instance: CimInstance): CimInstance {
    const selected = this.#selected;
    if (selected === null) return instance;
    const elements = instance.elements.filter(({ name }) => selected.has(foldName(name)));
    return new CimInstance(instance.className, elements, instance.namespace);
  }
}
