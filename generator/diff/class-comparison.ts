import { foldName } from '../../runtime/schema/index.js';
import type { PlannedClass, PlannedMethod, PlannedProperty, TypedElement } from '../plan/planned.js';
import { hasSameQualifiers } from './documentation.js';
import { EffectiveMembers, lineage, type OwnMembers } from './effective-members.js';
import { byName, interfaceChanges, methodChanges } from './method-changes.js';
import { propertyChanges, spellingChange } from './property-changes.js';
import { type ElementChange, elementChange } from './schema-change.js';
import { constantsOf, valueChanges } from './value-changes.js';

/** A class before and after. */
interface ClassPair {
  readonly before: PlannedClass;
  readonly after: PlannedClass;
}

type MemberKind = keyof OwnMembers;

/** Compares the classes of one namespace with those of another, superclasses first. */
export class ClassComparison {
  readonly #before = new EffectiveMembers();
  readonly #after = new EffectiveMembers();
  /** The changes of each member that was compared in a class before, those that arise in a superclass among them. */
  readonly #found = new Map<PlannedClass, Map<string, readonly ElementChange[]>>();
  readonly #findAfter: (name: string) => PlannedClass | undefined;

  /** @param findAfter finds a class of the namespace after */
  constructor(findAfter: (name: string) => PlannedClass | undefined) {
    this.#findAfter = findAfter;
  }

  /** The changes that arise in a class. The superclasses that it had before must have been compared earlier. */
  changesIn(pair: ClassPair): ElementChange[] {
    const { before, after } = pair;
    return [
      ...spellingChange(null, before.identifier, after.identifier),
      ...this.#superclassChange(pair),
      ...(before.detached === null && after.detached !== null && before.superclass !== null
        ? [elementChange('subtype-lost', null, before.superclass.source.name)]
        : []),
      ...(hasSameQualifiers(before.source.qualifiers, after.source.qualifiers)
        ? []
        : [elementChange('documentation-changed', null)]),
      ...this.#memberChanges(pair),
      ...constantChanges(pair, this.#before, this.#after),
    ];
  }

  #superclassChange({ before, after }: ClassPair): ElementChange[] {
    const [known, present] = [before.source.superclass, after.source.superclass];
    if (foldName(known ?? '') === foldName(present ?? '')) return [];
    const above = new Set(superclassNames(after));
    const isLost = superclassNames(before).some((name) => !above.has(name) && this.#findAfter(name) !== undefined);
    const kind = isLost ? 'superclass-changed' : 'superclass-refined';
    return [elementChange(kind, null, known ?? 'no class', present ?? 'no class')];
  }

  #memberChanges(pair: ClassPair): ElementChange[] {
    return (['properties', 'methods'] as const).flatMap((kind) => {
      return Array.from(this.#namesToCompare(pair, kind)).flatMap((name) => this.#changesOf(pair, kind, name));
    });
  }

  /**
   * The names of members that may differ: what the class declares itself, and what it inherits from classes that are
   * not above it both before and after. The rest was compared in a superclass.
   */
  #namesToCompare({ before, after }: ClassPair, kind: MemberKind): ReadonlySet<string> {
    const [links = [], linksAfter = []] = belowCommonSuperclass(before, after);
    return new Set([
      ...links.flatMap((link) => [...this.#before.own(link)[kind].keys()]),
      ...linksAfter.flatMap((link) => [...this.#after.own(link)[kind].keys()]),
    ]);
  }

  /** The changes of a member, without those that a superclass has as well. */
  #changesOf(pair: ClassPair, kind: MemberKind, name: string): ElementChange[] {
    const changes = this.#compare(pair, kind, name);
    const key = `${kind} ${name}`;
    const inherited = new Set(this.#foundAbove(pair.before, key).map(changeKey));
    let found = this.#found.get(pair.before);
    if (found === undefined) {
      found = new Map();
      this.#found.set(pair.before, found);
    }
    found.set(key, changes);
    return changes.filter((change) => !inherited.has(changeKey(change)));
  }

  #foundAbove(before: PlannedClass, key: string): readonly ElementChange[] {
    for (const link of lineage(before)) {
      const found = link === before ? undefined : this.#found.get(link)?.get(key);
      if (found !== undefined) return found;
    }
    return [];
  }

  #compare({ before, after }: ClassPair, kind: MemberKind, name: string): ElementChange[] {
    if (kind === 'properties') {
      const [known, present] = [this.#before.property(before, name), this.#after.property(after, name)];
      if (known === null || present === null) return presence('property', known, present, after);
      return propertyChanges(known, present);
    }
    const [known, present] = [this.#before.method(before, name), this.#after.method(after, name)];
    if (known === null || present === null) return presence('method', known, present, after);
    return methodChanges(known, present);
  }
}

/** Two classes, each with its superclasses below the first one that both have. */
function belowCommonSuperclass(before: PlannedClass, after: PlannedClass): (readonly PlannedClass[])[] {
  const [superclass, superclassAfter] = [before.superclass, after.superclass];
  if (superclass && superclassAfter && foldedName(superclass) === foldedName(superclassAfter))
    return [[before], [after]];
  const [[, ...above], [, ...aboveAfter]] = [[...lineage(before)], [...lineage(after)]];
  const names = new Set(aboveAfter.map(foldedName));
  const common = above.map(foldedName).find((name) => names.has(name));
  return [
    [before, ...above],
    [after, ...aboveAfter],
  ].map((links) => {
    const end = links.findIndex((link, index) => index > 0 && foldedName(link) === common);
    return end < 0 ? links : links.slice(0, end);
  });
}

/** What comes with another superclass is not listed: the class is said to derive from that. */
function presence(
  what: 'property' | 'method',
  before: PlannedProperty | PlannedMethod | null,
  after: PlannedProperty | PlannedMethod | null,
  planned: PlannedClass,
): ElementChange[] {
  if (before !== null) return [elementChange(`${what}-gone`, `${what} ${before.name}`)];
  if (after?.owner !== planned) return [];
  return [elementChange(`${what}-added`, `${what} ${after.name}`)];
}

/** The names of all superclasses, folded, and of one that the schema does not have. */
function superclassNames(planned: PlannedClass): string[] {
  return [...lineage(planned)].flatMap(({ source }) => (source.superclass === null ? [] : foldName(source.superclass)));
}

function foldedName({ source }: PlannedClass): string {
  return foldName(source.name);
}

function changeKey({ kind, element, before, after }: ElementChange): string {
  return JSON.stringify([kind, element, before, after]);
}

/** What a class's module exports beside the class: the constants of values, and the interfaces of parameters. */
function constantChanges(
  { before, after }: ClassPair,
  membersBefore: EffectiveMembers,
  membersAfter: EffectiveMembers,
): ElementChange[] {
  const constants = { before: constantsOf(before), after: constantsOf(after) };
  const [own, ownAfter] = [membersBefore.own(before), membersAfter.own(after)];
  const changes: ElementChange[] = [];
  for (const name of new Set([...own.properties.keys(), ...ownAfter.properties.keys()])) {
    const [known, present] = [membersBefore.property(before, name), membersAfter.property(after, name)];
    if (known !== null && present !== null) changes.push(...valueChanges(known, present, constants));
  }
  for (const name of new Set([...own.methods.keys(), ...ownAfter.methods.keys()])) {
    const [known, present] = [membersBefore.method(before, name), membersAfter.method(after, name)];
    if (known === null || present === null) continue;
    if (known.owner === before) changes.push(...interfaceChanges(known, present));
    for (const [element, successor] of elementPairs(known, present)) {
      changes.push(...valueChanges(element, successor, constants));
    }
  }
  return changes;
}

/** The parameters and the return value that a method has before and after. */
function elementPairs(before: PlannedMethod, after: PlannedMethod): (readonly [TypedElement, TypedElement])[] {
  const present = byName(after);
  const parameters = Array.from(byName(before)).flatMap(([name, parameter]) => {
    const successor = present.get(name);
    return successor === undefined ? [] : [[parameter, successor] as const];
  });
  if (before.result === null || after.result === null) return parameters;
  return [...parameters, [before.result, after.result] as const];
}
