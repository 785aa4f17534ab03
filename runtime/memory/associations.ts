import { foldName } from '../schema/index.js';
import { type CimElement, type CimInstance, CimReference } from '../values/index.js';
import type { RepositoryClass } from './repository-class.js';
import type { RepositoryContent, StoredInstance } from './repository-content.js';

/** Which associations of an instance are asked for; what is null or absent does not count. */
export interface ReferenceFilter {
  /** The class of the association, or a superclass of it. */
  readonly associationClass: string | null;
  /** The reference that leads to the instance itself. */
  readonly role: string | null;
  /** A qualifier that the class of the association bears. */
  readonly associationQualifier?: string | undefined;
}

/** Which instances at the other ends are asked for. */
export interface AssociatorFilter extends ReferenceFilter {
  /** The class of the instance, or a superclass of it. */
  readonly resultClass: string | null;
  /** The reference that leads to the instance. */
  readonly resultRole: string | null;
  /** A qualifier that the class of the instance bears. */
  readonly resultQualifier?: string | undefined;
}

/** An association in which the instance takes part. */
interface Link {
  readonly association: CimInstance;
  /** References of the association by which the instance takes part, in the role that is asked for. */
  readonly ownEnds: readonly CimElement[];
}

/**
 * The associations that refer to an instance.
 * @throws MiError INVALID_CLASS
 */
export function* references(
  content: RepositoryContent,
  namespace: string,
  source: StoredInstance,
  filter: ReferenceFilter,
): Generator<CimInstance> {
  for (const { association } of links(content, namespace, source, filter)) yield association;
}

/**
 * The instances that are associated with an instance, one as often as there are associations between them: so does
 * WMI. References that lead nowhere are left out.
 * @throws MiError INVALID_CLASS
 */
export function* associators(
  content: RepositoryContent,
  namespace: string,
  source: StoredInstance,
  filter: AssociatorFilter,
): Generator<CimInstance> {
  const { resultClass, resultRole, resultQualifier } = filter;
  if (resultClass !== null) content.requireClass(namespace, resultClass);
  for (const { association, ownEnds } of links(content, namespace, source, filter)) {
    for (const end of referencesIn(association, resultRole)) {
      // An instance may be associated with itself, but by two references.
      if (ownEnds.every((own) => own === end)) continue;
      const found = content.resolve(end.value, namespace);
      if (found !== null && isWanted(found.cimClass, resultClass, resultQualifier)) yield found.instance;
    }
  }
}

function* links(
  content: RepositoryContent,
  namespace: string,
  source: StoredInstance,
  { associationClass, role, associationQualifier }: ReferenceFilter,
): Generator<Link> {
  if (associationClass !== null) content.requireClass(namespace, associationClass);
  for (const cimClass of content.subclasses(namespace, null, 'deep')) {
    if (!cimClass.association || !isWanted(cimClass, associationClass, associationQualifier)) continue;
    for (const association of content.instancesOf(cimClass)) {
      const ownEnds = referencesIn(association, role).filter((end) => leadsTo(end.value));
      if (ownEnds.length > 0) yield { association, ownEnds };
    }
  }

  function leadsTo(reference: CimReference): boolean {
    const found = content.resolve(reference, namespace);
    return found?.cimClass === source.cimClass && found.identity === source.identity;
  }
}

/** By name, since a reference may lead into another namespace, which has the class too. */
function isWanted(cimClass: RepositoryClass, name: string | null, qualifier: string | undefined): boolean {
  return (
    (name === null || cimClass.isNamed(name)) &&
    (qualifier === undefined || cimClass.qualifier(qualifier) !== undefined)
  );
}

type ReferenceElement = CimElement & { readonly value: CimReference };

/** The references of an association that lead anywhere, or the one of that name. */
function referencesIn({ elements }: CimInstance, role: string | null): readonly ReferenceElement[] {
  return elements.filter(
    (element): element is ReferenceElement =>
      element.value instanceof CimReference && (role === null || foldName(element.name) === foldName(role)),
  );
}
