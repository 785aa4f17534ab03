import { type CimClass, foldName, isSystemName } from '../../runtime/schema/index.js';
import { type Diagnostic, plural } from '../diagnostics/index.js';
import { EffectiveQualifiers, nameMatcher } from '../model/index.js';
import { distinctNamespaces } from '../options/namespace-pattern.js';
import { type ClassKinds, kindsOf } from './class-kinds.js';
import { classNames, type ShownNamespace, type ShownSchemas, unknownClass } from './shown-schemas.js';

/** A class of a list. */
export interface ListedClass extends ClassKinds {
  readonly namespace: string;
  readonly name: string;
  readonly superclass: string | null;
  readonly deprecated: boolean;
  /** The whole `Description`; null where there is none. */
  readonly description: string | null;
}

export interface ClassList {
  /** By namespace, in the order of the targets; then by name. */
  readonly classes: readonly ListedClass[];
  /** An error for each glob that matches no class. */
  readonly diagnostics: readonly Diagnostic[];
}

/** @param globs over the names of classes, in any letter case; all classes where there are none */
export function listClasses(globs: readonly string[], { namespaces }: ShownSchemas): ClassList {
  const isListed = nameMatcher(globs.length > 0 ? globs : ['*']);
  const isListedSystem = nameMatcher(globs.filter(isSystemName));
  const classes = distinctNamespaces(namespaces.map(({ name }) => name)).flatMap((namespace) => {
    // Several targets may have the same one.
    const found = new Map<string, ListedClass>();
    for (const { index } of namespaces.filter(({ name }) => foldName(name) === foldName(namespace))) {
      const declared = index.classesIn(namespace).filter(({ name }) => isListed(name));
      const system = index.undeclaredSystemClasses(namespace).filter(({ name }) => isListedSystem(name));
      for (const cimClass of [...declared, ...system]) {
        const key = foldName(cimClass.name);
        if (!found.has(key)) found.set(key, listed(index, namespace, cimClass));
      }
    }
    return Array.from(found)
      .toSorted(byKey)
      .map(([, each]) => each);
  });
  const useless = globs.filter((glob) => !classNames(namespaces, glob).some(nameMatcher([glob])));
  const count = plural(new Set(classNames(namespaces, '')).size, 'class', 'classes');
  const diagnostics = useless.map((glob) => unknownClass(`"${glob}" matches none of the ${count}`, glob, namespaces));
  return { classes, diagnostics };
}

function byKey([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : 1;
}

function listed(index: ShownNamespace['index'], namespace: string, cimClass: CimClass): ListedClass {
  const { name, superclass } = cimClass;
  const qualifiers = new EffectiveQualifiers(cimClass, null);
  return {
    namespace,
    name,
    superclass,
    ...kindsOf(index, cimClass),
    deprecated: Boolean(qualifiers.value('Deprecated')),
    description: qualifiers.text('Description') ?? null,
  };
}
