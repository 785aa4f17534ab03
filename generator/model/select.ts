import picomatch from 'picomatch';
import { type CimClass, foldName, isSystemName, neededClasses } from '../../runtime/schema/index.js';
import { createDiagnostic, type Diagnostic, plural, suggestion } from '../diagnostics/index.js';
import type { SourceKind } from '../options/generate-options.js';
import type { OptionSpelling } from '../options/option-table.js';
import { MOST_SUGGESTIONS } from './class-diagnostics.js';
import type { SchemaIndex } from './schema-index.js';

/** Globs over the names of classes, such as `Win32_*`. Letter case does not matter. */
export interface ClassGlobs {
  /** The classes to select; empty means all. */
  readonly classes: readonly string[];
  /** The classes to leave out. */
  readonly exclude: readonly string[];
}

export interface SelectOptions extends ClassGlobs {
  readonly namespaces: readonly string[];
  /** Classes that are selected, too; with them, no globs mean no other classes. Default: the globs alone select. */
  readonly used?: ReadonlySet<CimClass> | undefined;
  /** Where the schema was read from, for messages. */
  readonly source: SourceKind;
  readonly spelling: OptionSpelling;
}

export interface Selection {
  /** The classes to generate, in the order of declaration. */
  readonly classes: readonly CimClass[];
  /** Classes that are excluded, but generated because a selected class derives from them. */
  readonly keptSuperclasses: readonly CimClass[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Tells whether a class is selected by its name. */
export function selector({ classes, exclude }: ClassGlobs): (name: string) => boolean {
  const isIncluded = nameMatcher(classes.length > 0 ? classes : ['*']);
  if (exclude.length === 0) return isIncluded;
  const isExcluded = nameMatcher(exclude);
  return (name) => isIncluded(name) && !isExcluded(name);
}

/**
 * Selects classes by name, then adds the classes that these need: superclasses, REF classes, embedded classes. WMI's
 * system classes that the schema does not declare are selected only by globs that begin as their names do: `__*`.
 */
export function select(index: SchemaIndex, options: SelectOptions): Selection {
  const declared = options.namespaces.flatMap((namespace) => index.classesIn(namespace));
  const system = options.namespaces.flatMap((namespace) => index.undeclaredSystemClasses(namespace));
  const available = [...declared, ...system];
  const names = options.namespaces.flatMap((namespace) => index.classNames(namespace));
  const { used } = options;
  const isSelected = used !== undefined && options.classes.length === 0 ? () => false : selector(options);
  const isExcluded = nameMatcher(options.exclude);
  const systemGlobs = options.classes.filter(isSystemName);
  const isSelectedSystem = systemGlobs.length > 0 ? selector({ ...options, classes: systemGlobs }) : () => false;
  const selected = [
    ...declared.filter((cimClass) => isSelected(cimClass.name)),
    ...system.filter((cimClass) => isSelectedSystem(cimClass.name)),
    ...Array.from(used ?? []).filter((cimClass) => !isExcluded(cimClass.name)),
  ];
  const systemNames = system.map((cimClass) => cimClass.name);
  const diagnostics = (['classes', 'exclude'] as const).flatMap((option) =>
    checkGlobs(option, options, index, systemNames),
  );
  if (selected.length === 0 && used === undefined && diagnostics.length === 0 && names.length > 0) {
    const message = `${options.spelling.name('exclude')} leaves no class to generate`;
    diagnostics.push(createDiagnostic('error', 'nothing-selected', message));
  }
  const closure = withNeeded(index, selected, isExcluded);
  const inOrder = (classes: ReadonlySet<CimClass>) => available.filter((cimClass) => classes.has(cimClass));
  return { classes: inOrder(closure.classes), keptSuperclasses: inOrder(closure.kept), diagnostics };
}

interface Closure {
  readonly classes: ReadonlySet<CimClass>;
  /** Excluded classes that others derive from. */
  readonly kept: ReadonlySet<CimClass>;
}

/** The classes, and what they need, directly or not. Of excluded classes only superclasses are added. */
function withNeeded(index: SchemaIndex, selected: readonly CimClass[], isExcluded: (name: string) => boolean): Closure {
  const classes = new Set<CimClass>();
  const kept = new Set<CimClass>();
  const pending = [...selected];
  for (let cimClass = pending.pop(); cimClass !== undefined; cimClass = pending.pop()) {
    if (classes.has(cimClass)) continue;
    classes.add(cimClass);
    for (const name of neededClasses(cimClass)) {
      const needed = index.find(cimClass.namespace, name);
      if (needed === undefined || classes.has(needed)) continue;
      if (isExcluded(needed.name)) {
        if (needed !== index.superclassOf(cimClass)) continue;
        kept.add(needed);
      }
      pending.push(needed);
    }
  }
  return { classes, kept };
}

/** Tells whether a name matches one of the globs. Letter case does not matter. */
export function nameMatcher(globs: readonly string[]): (name: string) => boolean {
  const names = new Set(globs.filter(isName).map(foldName));
  // An empty glob matches nothing; picomatch would throw.
  const patterns = globs
    .filter((glob) => glob !== '' && !isName(glob))
    .map((glob) => picomatch(glob, { nocase: true }));
  return (name) => (names.size > 0 && names.has(foldName(name))) || patterns.some((matches) => matches(name));
}

/** True for a glob that is the name of one class. */
function isName(glob: string): boolean {
  return /^\w+$/.test(glob);
}

/** An error for each glob that matches no class. */
function checkGlobs(
  option: keyof ClassGlobs,
  options: SelectOptions,
  index: SchemaIndex,
  systemNames: readonly string[],
): Diagnostic[] {
  const globs = options[option];
  if (globs.length === 0) return [];
  const names = options.namespaces.flatMap((namespace) => index.classNames(namespace));
  const { spelling } = options;
  const all = [...names, ...systemNames];
  const folded = new Set(names.map(foldName));
  const allFolded = new Set(all.map(foldName));
  const count = plural(names.length, 'class', 'classes');
  const matches = (glob: string) => {
    if (isName(glob)) return (isSystemName(glob) ? allFolded : folded).has(foldName(glob));
    return (isSystemName(glob) ? all : names).some(nameMatcher([glob]));
  };
  return globs
    .filter((glob) => !matches(glob))
    .map((glob, position) => {
      const candidates = position < MOST_SUGGESTIONS ? (isSystemName(glob) ? all : names) : [];
      const where = options.source === 'bundled' ? `none of the ${count} of the bundled schema` : 'no class';
      const message = `${spelling.name(option)} "${glob}" matches ${where}`;
      const help = wayOut(option, glob, suggestion(glob, candidates), options, names, index.otherNamespacesWith(glob));
      return createDiagnostic('error', 'unknown-class', message, help);
    });
}

function wayOut(
  option: keyof ClassGlobs,
  glob: string,
  suggested: string | undefined,
  options: SelectOptions,
  names: readonly string[],
  others: readonly string[],
): string {
  if (suggested === undefined && /^[^{}]+,[^{}]+$/.test(glob)) {
    return options.spelling.oneByOne(option, glob.split(/,\s*/));
  }
  return missingClassHelp(suggested, names, options, others);
}

/**
 * The way out where a class is missing.
 *
 * @param suggested what may have been meant
 * @param names the classes that there are
 * @param others namespaces that have the class, but were not asked for
 */
export function missingClassHelp(
  suggested: string | undefined,
  names: readonly string[],
  { source, spelling }: Pick<SelectOptions, 'source' | 'spelling'>,
  others: readonly string[],
): string {
  if (others.length > 0) return `it is in ${others.join(' and in ')}`;
  if (source === 'bundled') {
    // It has few of the classes that a machine has: most likely, one of the others is meant.
    const [live, mof] = [spelling.name('source.live'), spelling.name('source.files.mof')];
    const others = `all classes of a machine come with ${live} on Windows, and with ${mof} from mi-codegen pull`;
    return suggested === undefined ? others : `${suggested} Otherwise: ${others}`;
  }
  const count = plural(names.length, 'class', 'classes');
  return suggested ?? `the schema has ${count}, for example ${names.slice(0, 3).join(', ')}`;
}
