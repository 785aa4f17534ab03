import { type CimClass, foldName } from '../runtime/schema/index.js';
import { type Diagnostic, DiagnosticError, didYouMean, failure, hasErrors, plural } from './diagnostics/index.js';
import { type ImportExtension, render } from './emit/index.js';
import { uninterrupted } from './emit/uninterrupted.js';
import { type OutputFile, OutputWriter, type RenderedFile } from './emit/write.js';
import { resolve, SchemaIndex } from './model/index.js';
import { type ClassChoice, isChosen, type Selection, select } from './model/select.js';
import { checkGenerateOptions } from './options.js';
import { type Plan, plan } from './plan/plan.js';
import type { LiveOptions } from './source/live/index.js';
import { type Loaded, loadSchema, type SourceKind } from './source/sources.js';

/**
 * What a run is to do. Only `namespaces` is needed: then the schema is read from MI on this machine, or where there is no
 * MI from the bundled one, and goes to `generated`.
 */
export interface GenerateOptions {
  /**
   * `root/cimv2`; either slash. `root/cimv2/**` means all namespaces below, too. MOF files without `#pragma namespace`
   * declare into the first.
   */
  readonly namespaces: readonly string[];
  /** Paths and globs of MOF files to read instead of MI. */
  readonly mof?: readonly string[];
  /** Read the bundled schema, whether there is MI or not. */
  readonly bundled?: boolean;
  /** Which machine to read from through MI, and how. */
  readonly live?: LiveOptions;
  /** Folders where `#pragma include` looks after the including file's own. */
  readonly includeDirs?: readonly string[];
  /** Globs over class names to generate; none means all. What they need comes along. */
  readonly classes?: readonly string[];
  /** Globs over class names to leave out. */
  readonly exclude?: readonly string[];
  /** Output folder; default `generated`. */
  readonly out?: string;
  /** How generated files name each other: `js` (default), or `ts` for Node's type stripping. */
  readonly importExtension?: ImportExtension;
  /** `write` (default), `check` (compare only, with texts for a diff) or `dry-run` (compare only). */
  readonly mode?: 'write' | 'check' | 'dry-run';
  /** Remove files of earlier runs that are not generated any more. */
  readonly clean?: boolean;
  /** Type-check the rendered files before anything is written. */
  readonly verify?: boolean;
  /** Warnings fail the run. */
  readonly strict?: boolean;
  /** Called often: what is being done, and how far it is. */
  readonly onProgress?: (phase: string, done: number, total: number) => void;
}

export interface GenerateResult {
  /** Where the schema came from. */
  readonly source: SourceKind;
  /** The namespaces, as they were asked for and are spelled in the output. */
  readonly namespaces: readonly string[];
  /** How many schema files were read, those included by others too. */
  readonly filesRead: number;
  readonly classes: number;
  readonly methods: number;
  /** Every output file, sorted by path. */
  readonly files: readonly OutputFile[];
  /** Warnings; errors are thrown. */
  readonly diagnostics: readonly Diagnostic[];
  /** What a user should know that is neither wrong nor suspicious. */
  readonly notes: readonly string[];
}

/**
 * Generates typed classes: load a schema, select classes, plan names and files, render, write.
 *
 * @throws DiagnosticError with every error found (warnings among them); then nothing has been written
 */
export async function generate(options: GenerateOptions): Promise<GenerateResult> {
  checkGenerateOptions(options);
  const diagnostics = new Diagnostics(options.strict ?? false);
  const prepared = await prepare(options, diagnostics);
  const files = await renderAndWrite(prepared, options, diagnostics);
  const { classes, keptSuperclasses } = prepared.selection;
  return {
    source: prepared.source,
    namespaces: prepared.namespaces,
    filesRead: prepared.loaded.files.length,
    classes: classes.length,
    methods: classes.reduce((sum, cimClass) => sum + cimClass.methods.length, 0),
    files,
    diagnostics: diagnostics.all,
    notes: [
      ...noteSource(prepared.source, options),
      ...noteOtherNamespaces(prepared.index, prepared.namespaces),
      ...noteKept(keptSuperclasses),
      ...noteStale(files),
    ],
  };
}

/** All that is decided before the first file is rendered. */
interface Prepared extends Loaded {
  readonly index: SchemaIndex;
  readonly selection: Selection;
  readonly plan: Plan;
}

async function prepare(options: GenerateOptions, diagnostics: Diagnostics): Promise<Prepared> {
  options.onProgress?.('reading the schema', 0, 0);
  const read = await loadSchema({ ...options, wanted: isChosen(choiceOf(options)) });
  const { loaded, namespaces } = read;
  diagnostics.add(loaded.diagnostics);
  const index = new SchemaIndex(loaded);
  if (!hasErrors(diagnostics.all)) checkNamespacesExist(index, namespaces);
  const selection = select(index, { namespaces, ...choiceOf(options) });
  diagnostics.add(selection.diagnostics);
  diagnostics.add(resolve(index, selection.classes));
  const planned = plan(index, selection.classes, { namespaces });
  diagnostics.add(planned.diagnostics);
  diagnostics.throwErrors();
  return { ...read, index, selection, plan: planned };
}

function choiceOf({ classes = [], exclude = [] }: GenerateOptions): ClassChoice {
  return { classes, exclude };
}

async function renderAndWrite(
  { selection, plan: planned }: Prepared,
  options: GenerateOptions,
  diagnostics: Diagnostics,
): Promise<readonly OutputFile[]> {
  const { mode = 'write', out = 'generated', onProgress } = options;
  const writer = new OutputWriter(out, { dry: mode !== 'write', keepTexts: mode === 'check' });
  const total = selection.classes.length + planned.namespaces.length;
  const rendered: RenderedFile[] = [];
  let done = 0;
  for (const file of render(planned, options.importExtension)) {
    writer.add(file);
    if (options.verify) rendered.push(file);
    onProgress?.('generating', ++done, total);
  }
  if (options.verify) {
    onProgress?.('type-checking', 0, 0);
    const { verify } = await import('./emit/verify.js');
    diagnostics.add(verify(rendered));
    diagnostics.throwErrors();
  }
  for (const { folder } of planned.namespaces) writer.findStale(folder, options.clean ?? false);
  const files = await uninterrupted(() => writer.commit());
  return files.toSorted((a, b) => (a.path < b.path ? -1 : 1));
}

/** Collects what the steps have to say; errors, and warnings of a strict run, end the run with all of them. */
class Diagnostics {
  readonly all: Diagnostic[] = [];
  readonly #strict: boolean;

  constructor(strict: boolean) {
    this.#strict = strict;
  }

  add(diagnostics: Iterable<Diagnostic>): void {
    for (const diagnostic of diagnostics) this.all.push(diagnostic);
  }

  throwErrors(): void {
    if (hasErrors(this.all) || (this.#strict && this.all.length > 0)) throw new DiagnosticError(this.all);
  }
}

function checkNamespacesExist(index: SchemaIndex, namespaces: readonly string[]): void {
  for (const namespace of namespaces) {
    if (index.classesIn(namespace).length > 0) continue;
    const declared = index.namespaces();
    const message =
      declared.length === 0
        ? 'the schema declares no class'
        : `the schema declares no class in ${namespace}; it has classes in ${declared.join(', ')}`;
    throw failure('empty-namespace', message, didYouMean(namespace, declared));
  }
}

function noteSource(source: SourceKind, { bundled, live }: GenerateOptions): string[] {
  if (source === 'mof' || bundled) return [];
  if (source === 'live') return [`read from MI on ${live?.destination ?? 'this machine'}`];
  return ['used the bundled schema, since there is no Windows MI here; --mof or --destination gives another'];
}

function noteOtherNamespaces(index: SchemaIndex, namespaces: readonly string[]): string[] {
  const wanted = new Set(namespaces.map(foldName));
  return index
    .namespaces()
    .filter((namespace) => !wanted.has(foldName(namespace)))
    .map((namespace) => {
      const count = plural(index.classesIn(namespace).length, 'class', 'classes');
      return `not generated: ${count} of ${namespace}, which was not asked for`;
    });
}

function noteKept(kept: readonly CimClass[]): string[] {
  if (kept.length === 0) return [];
  return [`excluded, but generated since others derive from it: ${kept.map((cimClass) => cimClass.name).join(', ')}`];
}

function noteStale(files: readonly OutputFile[]): string[] {
  const stale = files.filter((file) => file.change === 'stale');
  const [first] = stale;
  if (first === undefined) return [];
  const note =
    stale.length === 1
      ? `1 file of an earlier run is not generated any more (${first.path}): --clean removes it`
      : `${stale.length} files of an earlier run are not generated any more (${first.path} …): --clean removes them`;
  return [note];
}
