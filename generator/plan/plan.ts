import { type CimClass, foldName, normalizeNamespace } from '../../runtime/schema/index.js';
import type { Diagnostic } from '../diagnostics/index.js';
import { type Inheritance, inheritanceOf, type SchemaIndex } from '../model/index.js';
import { detachIncompatible } from './detach.js';
import { fileKey } from './file-key.js';
import { PlannedFeatures } from './members.js';
import { planMethods } from './methods.js';
import { declaredMaps } from './plan-values.js';
import type { Plan, PlannedClass, PlannedNamespace } from './planned.js';
import { narrowRedeclared, planAbout, planProperties } from './properties.js';
import { Scope } from './scope.js';
import { firstFree, namespaceFolder } from './typescript-names.js';

export type { Plan } from './planned.js';

export interface PlanOptions {
  /** Namespaces in the spelling of the output; any other is spelled as in the schema. */
  readonly namespaces: readonly string[];
  /** What the classes redeclare, where that is known already. */
  readonly inheritance?: Inheritance;
}

/**
 * Decides everything about the output that is not layout: files, identifiers, members, types, imports. What is decided
 * for a class does not depend on which other classes are generated, as long as those it needs are.
 *
 * @param classes closed over superclasses, references and embedded instances; a class that is not among them counts as
 * absent from the schema
 */
export function plan(index: SchemaIndex, classes: readonly CimClass[], options: PlanOptions): Plan {
  const namespaces: PlannedNamespace[] = [];
  const folders = new Set<string>();
  const diagnostics: Diagnostic[] = [];
  const asked = new Map(options.namespaces.map((namespace) => [foldName(namespace), namespace]));
  for (const [folded, members] of byNamespace(classes)) {
    const name = asked.get(folded) ?? index.spellingOf(folded);
    if (normalizeNamespace(name) !== name || /\p{Default_Ignorable_Code_Point}/u.test(name)) {
      diagnostics.push({ severity: 'error', code: 'invalid-name', message: `${JSON.stringify(name)} is no namespace` });
      continue;
    }
    const scope = new Scope(index, name);
    planNamespace(scope, members, options.inheritance ?? inheritanceOf(index, members));
    const folder = firstFree(namespaceFolder(name), (candidate) => folders.has(fileKey(candidate)));
    folders.add(fileKey(folder));
    namespaces.push({ name, folder, classes: scope.classes.toSorted(byFile) });
    diagnostics.push(...scope.diagnostics.all);
  }
  return { namespaces, diagnostics };
}

function byNamespace(classes: readonly CimClass[]): Map<string, CimClass[]> {
  const groups = new Map<string, CimClass[]>();
  for (const cimClass of classes) {
    const folded = foldName(cimClass.namespace);
    const group = groups.get(folded);
    if (group === undefined) groups.set(folded, [cimClass]);
    else group.push(cimClass);
  }
  return groups;
}

function planNamespace(scope: Scope, classes: readonly CimClass[], inheritance: Inheritance): void {
  for (const cimClass of classes.toSorted((a, b) => compare(a.name, b.name))) scope.add(cimClass);
  for (const planned of scope.classes) planned.superclass = scope.superclassOf(planned);
  const ordered = superclassesFirst(scope.classes);
  const features = new PlannedFeatures(inheritance);
  for (const planned of ordered) {
    planned.properties = planProperties(planned, features, scope);
    planned.methods = planMethods(planned, features, scope);
    planned.maps = declaredMaps(planned);
    features.add(planned);
  }
  detachIncompatible(ordered, scope);
  for (const planned of ordered) {
    planned.about = planAbout(planned);
    planned.properties.forEach(narrowRedeclared);
  }
}

/** The classes, each after its superclass. */
export function superclassesFirst(classes: readonly PlannedClass[]): readonly PlannedClass[] {
  const ordered = new Set<PlannedClass>();
  for (const planned of classes) {
    const chain: PlannedClass[] = [];
    let link: PlannedClass | null = planned;
    while (link !== null && !ordered.has(link)) {
      chain.push(link);
      link = link.superclass;
    }
    for (const next of chain.reverse()) ordered.add(next);
  }
  return Array.from(ordered);
}

function byFile(a: PlannedClass, b: PlannedClass): number {
  return compare(a.file, b.file);
}

/** By code units: the same everywhere, whatever the locale. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
