import picomatch from 'picomatch';
import { type CimClass, neededClasses } from '../../runtime/schema/index.js';
import { type Diagnostic, didYouMean, plural } from '../diagnostics/index.js';
import type { SchemaIndex } from './schema-index.js';

/** Which classes are wanted, by name: globs such as `Win32_*`, letter case aside. */
export interface ClassChoice {
  /** None means every class. */
  readonly classes: readonly string[];
  readonly exclude: readonly string[];
}

export interface SelectOptions extends ClassChoice {
  readonly namespaces: readonly string[];
}

export interface Selection {
  /** What is to be generated, in the order of declaration. */
  readonly classes: readonly CimClass[];
  /** Excluded all the same generated, because a selected class derives from them. */
  readonly keptSuperclasses: readonly CimClass[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Whether a class is chosen by its name. */
export function isChosen({ classes, exclude }: ClassChoice): (name: string) => boolean {
  const wanted = matcher(classes.length > 0 ? classes : ['*']);
  const unwanted = matcher(exclude);
  return (name) => wanted(name) && !unwanted(name);
}

/** Chooses classes by name, then adds what they cannot do without: superclasses, REF classes, embedded classes. */
export function select(index: SchemaIndex, options: SelectOptions): Selection {
  const available = options.namespaces.flatMap((namespace) => index.classesIn(namespace));
  const names = options.namespaces.flatMap((namespace) => index.classNames(namespace));
  const diagnostics = [
    ...checkGlobs('--class', options.classes, names),
    ...checkGlobs('--exclude', options.exclude, names),
  ];
  const chosen = isChosen(options);
  const unwanted = matcher(options.exclude);

  const selected = new Set<CimClass>();
  const kept = new Set<CimClass>();
  const pending = available.filter((cimClass) => chosen(cimClass.name));
  if (pending.length === 0 && diagnostics.length === 0 && names.length > 0) diagnostics.push(NOTHING_LEFT);
  for (let cimClass = pending.pop(); cimClass !== undefined; cimClass = pending.pop()) {
    if (selected.has(cimClass)) continue;
    selected.add(cimClass);
    const superclass = index.superclassOf(cimClass);
    for (const name of neededClasses(cimClass)) {
      const needed = index.find(cimClass.namespace, name);
      if (needed === undefined || (needed !== superclass && unwanted(needed.name))) continue;
      if (unwanted(needed.name)) kept.add(needed);
      pending.push(needed);
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
  // An empty glob matches nothing, and picomatch does not take it.
  const patterns = globs.filter((glob) => glob !== '').map((glob) => picomatch(glob, { nocase: true }));
  return (name) => patterns.some((matches) => matches(name));
}

function* checkGlobs(flag: string, globs: readonly string[], names: readonly string[]): Generator<Diagnostic> {
  for (const glob of globs) {
    if (names.some(matcher([glob]))) continue;
    const help = didYouMean(glob, names) ?? wayOut(flag, glob, names);
    yield { severity: 'error', code: 'unknown-class', message: `${flag} "${glob}" matches no class`, help };
  }
}

function wayOut(flag: string, glob: string, names: readonly string[]): string {
  if (/^[^{}]+,[^{}]+$/.test(glob))
    return `each class takes a ${flag} of its own: ${flag} ${glob.split(/,\s*/).join(` ${flag} `)}`;
  return `the schema has ${plural(names.length, 'class', 'classes')}, for example ${names.slice(0, 3).join(', ')}`;
}
