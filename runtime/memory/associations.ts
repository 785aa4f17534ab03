import { foldName } from '../schema/index.js';
import { type CimElement, type CimInstance, CimReference } from '../values/index.js';
import type { StoredInstance } from './instance-identity.js';
import type { RepositoryClass } from './repository-class.js';
import type { RepositoryContent } from './repository-content.js';

/** Selects associations of an instance. A member that is null or absent selects all. */
export interface ReferenceFilter {
  /** The class of the association, or a superclass of it. */
  readonly associationClass: string | null;
  /** The name of the reference that leads to the instance. */
  readonly role: string | null;
  /** A qualifier that the class of the association has. */
  readonly associationQualifier?: string | undefined;
}

/** Selects instances at the other ends of associations. A member that is null or absent selects all. */
export interface AssociatorFilter extends ReferenceFilter {
  /** The class of the result, or a superclass of it. */
  readonly resultClass: string | null;
  /** The name of the reference that leads to the result. */
  readonly resultRole: string | null;
  /** A qualifier that the class of the result has. */
  readonly resultQualifier?: string | undefined;
}

/** An association of the instance. */
interface Link {
  readonly association: StoredInstance;
  /** The references of the association that lead to the instance, in the selected role. */
  readonly ownEnds: readonly CimElement[];
}

/**
 * The associations that refer to an instance, in whatever namespace they are: each once.
 * @param namespace where they are asked for.
 * @throws MiError INVALID_NAMESPACE, INVALID_CLASS when no namespace has a class of the filter.
 */
export function* references(
  content: RepositoryContent,
  namespace: string,
  source: StoredInstance,
  filter: ReferenceFilter,
): Generator<CimInstance> {
  for (const { association } of links(content, namespace, source, filter)) yield association.instance;
}

/**
 * The instances that are associated with an instance, in whatever namespace they and the associations are: each once,
 * however many associations lead to it. References that lead to no instance are left out.
 * @param namespace where they are asked for.
 * @throws MiError INVALID_NAMESPACE, INVALID_CLASS when no namespace has a class of the filter.
 */
export function* associators(
  content: RepositoryContent,
  namespace: string,
  source: StoredInstance,
  filter: AssociatorFilter,
): Generator<CimInstance> {
  const { resultClass, resultRole, resultQualifier } = filter;
  if (resultClass !== null) content.classes.requireAnywhere(namespace, resultClass);
  const found = new Set<StoredInstance>();
  for (const { association, ownEnds } of links(content, namespace, source, filter)) {
    // An instance that is associated with itself is at two ends: one of them leads to the result.
    const otherEnds = referencesIn(association, resultRole).filter((end) => ownEnds.some((own) => own !== end));
    for (const { value } of otherEnds) {
      const result = content.resolve(value, association.cimClass.namespace);
      if (result === null || found.has(result)) continue;
      found.add(result);
      if (isSelected(result.cimClass, resultClass, resultQualifier)) yield result.instance;
    }
  }
}

function* links(
  content: RepositoryContent,
  namespace: string,
  source: StoredInstance,
  { associationClass, role, associationQualifier }: ReferenceFilter,
): Generator<Link> {
  content.classes.requireNamespace(namespace);
  if (associationClass !== null) content.classes.requireAnywhere(namespace, associationClass);
  for (const association of content.mayReferTo(source)) {
    const { cimClass } = association;
    if (!isSelected(cimClass, associationClass, associationQualifier)) continue;
    const leadsToSource = ({ value }: ReferenceElement) => content.resolve(value, cimClass.namespace) === source;
    const ownEnds = referencesIn(association, role).filter(leadsToSource);
    if (ownEnds.length > 0) yield { association, ownEnds };
  }
}

/** Compares names of classes, since a reference may lead into another namespace that has the class, too. */
function isSelected(cimClass: RepositoryClass, name: string | null, qualifier: string | undefined): boolean {
  return (
    (name === null || cimClass.isNamed(name)) &&
    (qualifier === undefined || cimClass.qualifier(qualifier) !== undefined)
  );
}

type ReferenceElement = CimElement & { readonly value: CimReference };

/** The references of an association that are not null; with a role, only the reference of that name. */
function referencesIn({ instance }: StoredInstance, role: string | null): readonly ReferenceElement[] {
  return instance.elements.filter(
    (element): element is ReferenceElement =>
      element.value instanceof CimReference && (role === null || foldName(element.name) === foldName(role)),
  );
}
