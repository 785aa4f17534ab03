import picomatch from 'picomatch';
import { type CimClass, type CimTypedElement, foldName } from '../../runtime/schema/index.js';
import { type Diagnostic, didYouMean } from '../diagnostics/index.js';
import { elementClass } from './element-class.js';
import type { SchemaIndex } from './schema-index.js';

export interface SelectOptions {
  readonly namespaces: readonly string[];
  /** Globs over class names (`Win32_*`), letter case aside; none means every class. */
  readonly classes: readonly string[];
  /** Globs over class names that are not wanted. */
  readonly exclude: readonly string[];
}

export interface Selection {
  /** What is to be generated, in the order of declaration. */
  readonly classes: readonly CimClass[];
  /** Excluded all the same generated, because a selected class derives from them. */
  readonly keptSuperclasses: readonly CimClass[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Chooses classes by name, then adds what they cannot do without: superclasses, REF classes, embedded classes. */
export function select(index: SchemaIndex, options: SelectOptions): Selection {
  const available = options.namespaces.flatMap((namespace) => index.classesIn(namespace));
  const diagnostics = [
    ...checkGlobs('--class', options.classes, available),
    ...checkGlobs('--exclude', options.exclude, available),
  ];
  const wanted = matcher(options.classes.length > 0 ? options.classes : ['*']);
  const unwanted = matcher(options.exclude);

  const selected = new Set<CimClass>();
  const kept = new Set<CimClass>();
  const pending = available.filter((cimClass) => wanted(cimClass.name) && !unwanted(cimClass.name));
  if (pending.length === 0 && diagnostics.length === 0 && available.length > 0) diagnostics.push(NOTHING_LEFT);
  for (let cimClass = pending.pop(); cimClass !== undefined; cimClass = pending.pop()) {
    if (selected.has(cimClass)) continue;
    selected.add(cimClass);
    const superclass = index.superclassOf(cimClass);
    if (superclass !== undefined) {
      if (unwanted(superclass.name)) kept.add(superclass);
      pending.push(superclass);
    }
    for (const name of mentionedClasses(cimClass)) {
      const mentioned = index.find(cimClass.namespace, name);
      if (mentioned !== undefined && !unwanted(mentioned.name)) pending.push(mentioned);
    }
  }
  const inOrder = (classes: ReadonlySet<CimClass>) => available.filter((cimClass) => classes.has(cimClass));
  return { classes: inOrder(selected), keptSuperclasses: inOrder(kept), diagnostics };
}

const NOTHING_LEFT: Diagnostic = {
  severity: 'error',
  code: 'nothing-selected',
  message: '--exclude leaves no class to generate',
};

function matcher(globs: readonly string[]): (name: string) => boolean {
  const patterns = globs.map((glob) => picomatch(glob, { nocase: true }));
  return (name) => patterns.some((matches) => matches(name));
}

function* checkGlobs(flag: string, globs: readonly string[], available: readonly CimClass[]): Generator<Diagnostic> {
  for (const glob of globs) {
    const matches = picomatch(glob, { nocase: true });
    if (available.some((cimClass) => matches(cimClass.name))) continue;
    const names = available.map((cimClass) => cimClass.name);
    const help =
      didYouMean(glob, names) ?? `the schema has ${names.length} classes, for example ${names.slice(0, 3).join(', ')}`;
    yield { severity: 'error', code: 'unknown-class', message: `${flag} "${glob}" matches no class`, help };
  }
}

/** Names of the classes that the class's own properties and parameters refer to or embed. */
function mentionedClasses(cimClass: CimClass): Set<string> {
  const elements: CimTypedElement[] = [
    ...cimClass.properties,
    ...cimClass.methods.flatMap((method) => method.parameters),
  ];
  const names = elements.map((element) => elementClass(element)).filter((name) => name !== null);
  return new Set(names.map(foldName));
}
