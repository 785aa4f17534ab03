import { type CimClass, foldName } from '../../runtime/schema/index.js';
import { createDiagnostic, type Diagnostic, suggestion } from '../diagnostics/index.js';
import { checkSchema, select } from '../model/index.js';
import { distinctNamespaces, suggestNamespace } from '../options/namespace-pattern.js';
import { plan } from '../plan/plan.js';
import type { ClassDescription, Description, MethodDescription, PropertyDescription } from './class-description.js';
import { describeClass } from './describe-class.js';
import { type ShownNamespace, type ShownSchemas, unknownClass } from './shown-schemas.js';

/** A class, or one of its members: `Win32_Service`, `root/cimv2:Win32_Service`, `Win32_Service.State`. */
export interface ShownName {
  readonly namespace: string | null;
  readonly class: string;
  readonly member: string | null;
}

export interface Shown {
  readonly found: readonly Description[];
  /** What is wrong with the classes, and an error for each name that is not there. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Describes classes and members. Only they, and what they need, are planned. */
export function showClasses(names: readonly ShownName[], { namespaces }: ShownSchemas): Shown {
  const shown = names.map((name) => showName(name, namespaces));
  return {
    found: shown.flatMap(({ found }) => found),
    diagnostics: shown.flatMap(({ diagnostics }) => diagnostics),
  };
}

function showName(wanted: ShownName, all: readonly ShownNamespace[]): Shown {
  const namespaces = all.filter(({ name }) => wanted.namespace === null || isSame(name, wanted.namespace));
  if (namespaces.length === 0) return failed(unknownNamespace(wanted.namespace ?? '', all));
  const places = namespaces.flatMap((place) => {
    const cimClass = place.index.find(place.name, wanted.class);
    return cimClass === undefined ? [] : [{ place, cimClass }];
  });
  const [first, ...others] = places;
  if (first === undefined) return failed(missingClass(wanted.class, namespaces));
  const alsoIn = distinctNamespaces(others.map(({ place }) => place.name)).filter(
    (name) => !isSame(name, first.place.name),
  );
  const { description, diagnostics } = describePlanned(first.place, first.cimClass, alsoIn);
  if (description === null || wanted.member === null) {
    return { found: description === null ? [] : [description], diagnostics };
  }
  const found = membersOf(description).filter(({ name }) => isSame(name, wanted.member ?? ''));
  const unknown = found.length > 0 ? [] : [unknownMember(description, wanted.member)];
  return { found, diagnostics: [...diagnostics, ...unknown] };
}

function failed(diagnostic: Diagnostic): Shown {
  return { found: [], diagnostics: [diagnostic] };
}

function isSame(name: string, other: string): boolean {
  return foldName(name) === foldName(other);
}

function unknownNamespace(name: string, all: readonly ShownNamespace[]): Diagnostic {
  const known = distinctNamespaces(all.map((each) => each.name));
  const message = `no class of ${name} was read; there are classes of ${known.join(', ')}`;
  return createDiagnostic('error', 'empty-namespace', message, suggestNamespace(name, known));
}

function missingClass(name: string, namespaces: readonly ShownNamespace[]): Diagnostic {
  const unread = namespaces.find((each) => each.index.classNames(each.name).some((known) => isSame(known, name)));
  if (unread !== undefined) {
    const message = `${unread.name} has the class ${name}, but it could not be read`;
    return createDiagnostic('error', 'unread-class', message, '--verbose says why');
  }
  const where = distinctNamespaces(namespaces.map((each) => each.name)).join(', ');
  return unknownClass(`there is no class "${name}" in ${where}`, name, namespaces);
}

function membersOf({ properties, methods }: ClassDescription): readonly (PropertyDescription | MethodDescription)[] {
  return [...properties, ...methods];
}

function unknownMember(description: ClassDescription, member: string): Diagnostic {
  const message = `${description.name} has no property or method "${member}"`;
  const names = membersOf(description).map(({ name }) => name);
  return createDiagnostic('error', 'unknown-member', message, suggestion(member, names));
}

/** Null for a class whose name cannot be generated: then a diagnostic says why. */
function describePlanned(place: ShownNamespace, cimClass: CimClass, alsoIn: readonly string[]) {
  const { index, name, settings } = place;
  const { classes } = select(index, {
    ...settings,
    source: place.source,
    namespaces: [name],
    classes: [cimClass.name],
    exclude: [],
  });
  const planned = plan(index, classes, { namespaces: [name] });
  const [namespace] = planned.namespaces;
  const found = namespace?.classes.find(({ source }) => source === cimClass);
  const description = namespace && found ? describeClass(index, namespace, found, settings, alsoIn) : null;
  return {
    description,
    diagnostics: [...checkSchema(index, Array.from(index.chain(cimClass))), ...planned.diagnostics],
  };
}
