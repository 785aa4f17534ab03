import { foldName, isSystemName } from '../../runtime/schema/index.js';
import {
  createDiagnostic,
  type Diagnostic,
  DiagnosticError,
  hasErrors,
  plural,
  suggestion,
} from '../diagnostics/index.js';
import { asWritten } from '../emit/written-namespaces.js';
import { checkNamespacesExist, missingClassHelp, SchemaIndex } from '../model/index.js';
import type { SourceKind } from '../options/generate-options.js';
import type { GenerateSettings } from '../options/resolve-options.js';
import { loadSchema } from '../source/sources.js';

/** Where classes are looked for. */
export interface ShownTarget {
  readonly settings: Pick<
    GenerateSettings,
    'namespaces' | 'source' | 'amend' | 'out' | 'importExtension' | 'spelling' | 'onProgress'
  >;
  /** True where nobody has named a namespace: then all that the schema has are looked through. */
  readonly anyNamespace: boolean;
}

/** A namespace of a schema that was read. */
export interface ShownNamespace {
  readonly index: SchemaIndex;
  readonly source: SourceKind;
  /** As the output spells it. */
  readonly name: string;
  readonly settings: ShownTarget['settings'];
}

/** All that was read. */
export interface ShownSchemas {
  /** In the order of the targets. */
  readonly namespaces: readonly ShownNamespace[];
  /** What is wrong in the schemas. What can be shown is, all the same. */
  readonly diagnostics: readonly Diagnostic[];
  /** What the user should know about where the schemas came from. */
  readonly notes: readonly string[];
}

/**
 * Reads the schemas of all targets. What cannot be read is in the diagnostics, and the others are there.
 *
 * @throws DiagnosticError when none of them can be read, or none has a class in a namespace that was named
 */
export async function readSchemas(targets: readonly ShownTarget[]): Promise<ShownSchemas> {
  const read: ShownSchemas[] = [];
  const failures: Diagnostic[] = [];
  for (const target of targets) {
    try {
      read.push(await readTarget(target));
    } catch (error) {
      if (!(error instanceof DiagnosticError)) throw error;
      failures.push(...error.diagnostics);
    }
  }
  if (read.length === 0) throw new DiagnosticError(failures);
  return {
    namespaces: read.flatMap(({ namespaces }) => namespaces),
    diagnostics: [...failures, ...read.flatMap(({ diagnostics }) => diagnostics)],
    notes: [...new Set(read.flatMap(({ notes }) => notes))],
  };
}

async function readTarget({ settings, anyNamespace }: ShownTarget): Promise<ShownSchemas> {
  settings.onProgress?.('reading the schema', 0, 0);
  const { loaded, source, notes, namespaces } = await loadSchema(settings.source, { ...settings, selects: () => true });
  const { classes } = loaded.schema;
  if (classes.length === 0 && hasErrors(loaded.diagnostics)) throw new DiagnosticError(loaded.diagnostics);
  const index = new SchemaIndex(loaded);
  const names = anyNamespace && classes.length > 0 ? index.namespaces() : namespaces;
  if (!hasErrors(loaded.diagnostics)) checkNamespacesExist(index, names, loaded.diagnostics);
  return {
    namespaces: asWritten(settings.out, names).map((name) => ({ index, source, name, settings })),
    diagnostics: loaded.diagnostics,
    notes,
  };
}

/** The names of all classes; with those of WMI's system classes for a name or a glob that begins as theirs do. */
export function classNames(namespaces: readonly ShownNamespace[], wanted: string): readonly string[] {
  return namespaces.flatMap(({ index, name }) => [
    ...index.classNames(name),
    ...(isSystemName(wanted) ? index.undeclaredSystemClasses(name).map((cimClass) => cimClass.name) : []),
  ]);
}

/** How the classes are found that have a text in their names; undefined where there is none. */
function namesWith(text: string, names: readonly string[]): string | undefined {
  const count = new Set(names.filter((name) => foldName(name).includes(foldName(text)))).size;
  if (count === 0 || text === '') return undefined;
  return `${plural(count, 'class has', 'classes have')} that in the name: mi-codegen list "*${text}*".`;
}

/** Says that no class has a name, and which one may be meant. */
export function unknownClass(message: string, wanted: string, namespaces: readonly ShownNamespace[]): Diagnostic {
  const names = classNames(namespaces, wanted);
  const [first] = namespaces;
  // The bundled schema has few of the classes that a machine has.
  const from = namespaces.find(({ source }) => source === 'bundled') ?? first;
  const suggested = suggestion(wanted, names) ?? namesWith(wanted, names);
  if (from === undefined) return createDiagnostic('error', 'unknown-class', message);
  const { source, settings, index } = from;
  const options = { source, spelling: settings.spelling };
  const help = missingClassHelp(suggested, names, options, index.otherNamespacesWith(wanted));
  return createDiagnostic('error', 'unknown-class', message, help);
}
