import { type CimClass, type CimInstanceDeclaration, foldName } from '../runtime/schema/index.js';
import { createDiagnostic, type Diagnostic, DiagnosticList, suggestion } from './diagnostics/index.js';
import { compareSchemas } from './diff/compare-schemas.js';
import type { SchemaChange } from './diff/schema-change.js';
import { checkNamespacesExist, nameMatcher, SchemaIndex, select, selector } from './model/index.js';
import type { SourceKind } from './options/generate-options.js';
import type { GenerateSettings } from './options/resolve-options.js';
import { namespaceFolder } from './plan/typescript-names.js';
import { AliasPaths } from './snapshot/alias-paths.js';
import { InstanceMasks } from './snapshot/instance-masks.js';
import { snapshotOf, snapshotText } from './snapshot/snapshot.js';
import { writeSnapshots } from './snapshot/write-snapshots.js';
import { readMofText } from './source/mof/index.js';
import { PropertyTypes } from './source/property-types.js';
import type { SourceAnswer } from './source/schema-source.js';
import { loadSchema } from './source/sources.js';

/** The checked options of a pull. */
export interface PullSettings
  extends Pick<
      GenerateSettings,
      'namespaces' | 'source' | 'amend' | 'classes' | 'exclude' | 'out' | 'strict' | 'spelling'
    >,
    Pick<GenerateSettings, 'onProgress'> {
  /** Globs over the names of classes whose instances are pulled, with those of their subclasses. */
  readonly instances: readonly string[];
  /** Globs over classes and properties whose texts are replaced: `Win32_Account.*`. */
  readonly masks: readonly string[];
}

/** A namespace that was pulled. */
export interface PulledNamespace {
  readonly namespace: string;
  /** Relative to the output folder, with `/` between names. */
  readonly path: string;
  readonly change: 'created' | 'changed' | 'unchanged';
  readonly classes: number;
  readonly instances: number;
  /** What is new since the last pull; empty where there was none. */
  readonly changes: readonly SchemaChange[];
}

export interface PullResult {
  /** Where the schema came from. */
  readonly source: SourceKind;
  readonly namespaces: readonly PulledNamespace[];
  /** Warnings; errors are thrown. */
  readonly diagnostics: readonly Diagnostic[];
  /** What the user should know that is neither wrong nor suspicious. */
  readonly notes: readonly string[];
}

/**
 * Writes schemas, and instances that are asked for, as MOF: a file for each namespace, the same on every machine, from
 * which the same code is generated as from the source.
 *
 * @throws DiagnosticError with every error found, and the warnings; then nothing has been written
 */
export async function pull(settings: PullSettings): Promise<PullResult> {
  const { source, out, spelling, onProgress } = settings;
  onProgress?.('reading the schema', 0, 0);
  const selectsInstances = nameMatcher(settings.instances);
  const answer = await loadSchema(source, { ...settings, selects: selector(settings), selectsInstances });
  const diagnostics = new DiagnosticList(settings.strict);
  diagnostics.add(answer.loaded.diagnostics);
  diagnostics.throwErrors();
  const index = new SchemaIndex(answer.loaded);
  checkNamespacesExist(index, answer.namespaces, diagnostics.all);
  const choice = choose(index, answer, settings);
  diagnostics.add(choice.diagnostics);
  diagnostics.throwErrors();
  const snapshots = answer.namespaces.map((namespace) => {
    const schema = snapshotOf(namespace, { ...answer.loaded.schema, ...choice });
    const path = `${namespaceFolder(foldName(namespace))}.mof`;
    return { namespace, schema, path, text: snapshotText(namespace, schema) };
  });
  const onWait = () => onProgress?.('waiting for another run', 0, 0);
  const written = await writeSnapshots(out, snapshots, spelling, { onWait });
  return {
    source: answer.source,
    namespaces: written.map(({ namespace, schema, path, change, before }) => ({
      namespace,
      path,
      change,
      classes: schema.classes.length,
      instances: schema.instances.length,
      changes: before === null ? [] : compareSchemas(readMofText(before, { namespace }).schema, schema),
    })),
    diagnostics: diagnostics.all,
    notes: answer.notes,
  };
}

/** What is pulled of a schema. */
interface Choice {
  readonly classes: readonly CimClass[];
  readonly instances: readonly CimInstanceDeclaration[];
  readonly diagnostics: readonly Diagnostic[];
}

function choose(index: SchemaIndex, answer: SourceAnswer, settings: PullSettings): Choice {
  const { loaded, namespaces, source } = answer;
  const { classes, exclude, spelling } = settings;
  const isSelected = nameMatcher(settings.instances);
  const wanted = loaded.schema.instances.filter((instance) => index.lineage(instance).some(isSelected));
  const withClasses = wanted.flatMap((instance) => index.find(instance.namespace, instance.className)?.name ?? []);
  const globs = classes.length === 0 ? [] : [...new Set([...classes, ...withClasses])];
  const selection = select(index, { namespaces, source, classes: globs, exclude, spelling });
  // WMI's system classes that the source does not declare are known to every reader.
  const declared = new Set(loaded.schema.classes);
  const selected = selection.classes.filter((cimClass) => declared.has(cimClass));
  const kept = new Set(selected);
  const instances = wanted.filter((instance) => {
    const cimClass = index.find(instance.namespace, instance.className);
    return cimClass === undefined || kept.has(cimClass);
  });
  return {
    classes: selected,
    instances: fitToCommit(instances, index, answer, settings),
    diagnostics: [...selection.diagnostics, ...unknownClasses(index, namespaces, settings.instances)],
  };
}

/** The instances without aliases, computers, and texts that are masked. */
function fitToCommit(
  instances: readonly CimInstanceDeclaration[],
  index: SchemaIndex,
  { loaded }: SourceAnswer,
  { masks }: PullSettings,
): readonly CimInstanceDeclaration[] {
  const types = PropertyTypes.of(loaded.schema.classes);
  const whole = new AliasPaths(loaded.schema.instances, index, types).apply(instances);
  // Sorted before, since the replacements are numbered, and after: then a pull of the file gives the same file.
  return new InstanceMasks(masks, index, types).apply(whole.toSorted(byContent)).toSorted(byContent);
}

/** By class, then by the values: servers give instances in any order. */
function byContent(a: CimInstanceDeclaration, b: CimInstanceDeclaration): number {
  const [key, other] = [a, b].map(({ className, properties }) => `${className} ${JSON.stringify(properties)}`);
  return (key ?? '') < (other ?? '') ? -1 : 1;
}

/** An error for each glob over the classes of instances that matches no class. */
function unknownClasses(index: SchemaIndex, namespaces: readonly string[], globs: readonly string[]): Diagnostic[] {
  const names = namespaces.flatMap((namespace) => index.classNames(namespace));
  return globs
    .filter((glob) => !names.some(nameMatcher([glob])))
    .map((glob) => {
      const message = `--instances "${glob}" matches no class`;
      return createDiagnostic('error', 'unknown-class', message, suggestion(glob, names));
    });
}
