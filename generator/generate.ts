import { DiagnosticList, hasErrors } from './diagnostics/index.js';
import { compare, isOutdated, type Output, type RenderedFile } from './emit/compare.js';
import { render } from './emit/render.js';
import { write } from './emit/write.js';
import { asWritten } from './emit/written-namespaces.js';
import { refuseOtherSource } from './emit/written-source.js';
import { byPath, type GenerateResult, type RunReport, resultOf } from './generate-result.js';
import {
  checkNamespacesExist,
  checkSchema,
  inheritanceOf,
  SchemaIndex,
  type Selection,
  select,
  selector,
} from './model/index.js';
import { noteKept, noteOtherNamespaces, projectOutput } from './notes.js';
import { type GenerateOptions, isNamed, type SourceKind } from './options/generate-options.js';
import { LIBRARY_SPELLING } from './options/option-table.js';
import { type GenerateSettings, resolveOptions } from './options/resolve-options.js';
import { type Plan, plan } from './plan/plan.js';
import { namespaceFolder } from './plan/typescript-names.js';
import { contentOf } from './source/content.js';
import { type FileRecord, FileRecorder } from './source/file-record.js';
import type { SourceAnswer } from './source/schema-source.js';
import { loadSchema } from './source/sources.js';
import { loadTsMorph, type TsMorph } from './ts-morph.js';
import { isRepeatable } from './unchanged/run-key.js';
import { findUnchangedRun, rememberRun } from './unchanged/unchanged-run.js';
import { checkImports } from './used-by/check-imports.js';
import type { RunSettings } from './used-by/run-settings.js';
import { importedClasses, importSelector } from './used-by/used-classes.js';
import { withImports } from './used-by/with-imports.js';

/**
 * Generates typed classes: loads a schema, selects classes, plans names and files, renders, writes.
 *
 * @throws DiagnosticError with every error found, and the warnings; then nothing has been written
 * @throws TypeError for an option of a wrong type
 */
export async function generate(options: GenerateOptions): Promise<GenerateResult> {
  return await generateFrom(resolveOptions(options, LIBRARY_SPELLING));
}

/**
 * Generates typed classes from options that have been checked.
 *
 * @throws DiagnosticError as {@link generate} does; it names options as `settings.spelling` does
 */
export async function generateFrom(settings: GenerateSettings): Promise<GenerateResult> {
  const run = await withImports(settings);
  const unchanged = await findUnchangedRun(run);
  return unchanged?.result ?? (await writeOutput(await renderOutput(run)));
}

/** What a run is about to write. */
export interface RenderedOutput {
  readonly settings: RunSettings;
  readonly output: Output;
  readonly report: RunReport;
  /** The namespaces of the report as the schema spells them. */
  readonly namespaces: readonly string[];
  /** What was read, for the next run; null for a run that does not come again. */
  readonly input: FileRecord | null;
}

/**
 * The first part of {@link generateFrom}: everything but to write.
 *
 * @param recorder records the files that are read, also those of a run that fails
 * @throws DiagnosticError as {@link generateFrom} does
 */
export async function renderOutput(
  settings: RunSettings,
  recorder: FileRecorder | undefined = isRemembered(settings) ? new FileRecorder() : undefined,
): Promise<RenderedOutput> {
  // First, since to read a schema may take minutes.
  const tsMorph = settings.verify ? loadTsMorph(settings.spelling.name('verify')) : null;
  settings.onProgress?.('reading the schema', 0, 0);
  const read = await loadSchema(settings.source, { ...settings, selects: preselector(settings), access: recorder });
  const answer = { ...read, namespaces: asWritten(settings.out, read.namespaces) };
  if (!isNamed(settings.source)) refuseOtherSource(settings.out, answer.namespaces, answer.source, settings.spelling);
  const diagnostics = new DiagnosticList(settings.strict);
  const prepared = prepare(answer, settings, diagnostics);
  const output = await renderFiles(prepared, answer.source, settings, diagnostics, tsMorph);
  const { source, loaded, namespaces } = answer;
  const { index, selection } = prepared;
  const report = {
    source,
    namespaces,
    filesRead: loaded.files.length,
    classes: selection.classes.length,
    methods: selection.classes.reduce((sum, cimClass) => sum + cimClass.methods.length, 0),
    diagnostics: diagnostics.all,
    notes: [...answer.notes, ...noteOtherNamespaces(index, namespaces), ...noteKept(selection.keptSuperclasses)],
    project: projectOutput(settings.importExtension, prepared.plan, output.files),
  };
  return {
    settings,
    output,
    report,
    namespaces: read.namespaces,
    input: isRemembered(settings) ? (recorder?.record ?? null) : null,
  };
}

/**
 * The second part of {@link generateFrom}: writes, or compares.
 *
 * @throws DiagnosticError when a file cannot be replaced; then nothing has been written
 */
export async function writeOutput(rendered: RenderedOutput): Promise<GenerateResult> {
  const { settings, output, report, namespaces, input } = rendered;
  const { mode, out, clean, onProgress, spelling } = settings;
  const options = { clean, keepTexts: mode === 'check', spelling };
  const onWait = () => onProgress?.('waiting for another run', 0, 0);
  const files = mode === 'write' ? await write(out, output, options, { onWait }) : compare(out, output, options);
  if (input !== null && (mode === 'write' || !files.some(isOutdated))) {
    const outputs = output.files.toSorted(byPath).map(({ path, text }) => ({ path, ...contentOf(text) }));
    rememberRun(settings, { input, namespaces, report, outputs, folders: output.folders });
  }
  return await resultOf(report, files, settings);
}

function isRemembered(settings: RunSettings): boolean {
  return settings.mode !== 'dry-run' && isRepeatable(settings);
}

/** Tells which classes have to be read. */
function preselector(settings: RunSettings): (className: string) => boolean {
  const { imported, classes } = settings;
  const isNamed = imported !== null && classes.length === 0 ? () => false : selector(settings);
  const isImported = imported === null ? () => false : importSelector(imported.imports);
  return (className) => isNamed(className) || isImported(className);
}

/** Everything that is decided before the first file is rendered. */
interface Prepared {
  readonly index: SchemaIndex;
  readonly selection: Selection;
  readonly plan: Plan;
  /** The folders of the namespaces, also of one from which nothing is imported any more. */
  readonly folders: readonly string[];
}

function prepare(
  { source, loaded, namespaces }: SourceAnswer,
  settings: RunSettings,
  diagnostics: DiagnosticList,
): Prepared {
  diagnostics.add(loaded.diagnostics);
  const index = new SchemaIndex(loaded);
  if (!hasErrors(diagnostics.all)) checkNamespacesExist(index, namespaces, diagnostics.all);
  const imports = settings.imported?.imports;
  const used = imports && importedClasses(index, namespaces, imports);
  const options = { ...settings, namespaces, source, used };
  const selection = select(index, options);
  diagnostics.add(selection.diagnostics);
  const inheritance = inheritanceOf(index, selection.classes);
  diagnostics.add(checkSchema(index, selection.classes, inheritance));
  const planned = plan(index, selection.classes, { namespaces, inheritance });
  diagnostics.add(planned.diagnostics);
  // What is wrong in the schema may be why a class is missing.
  if (!hasErrors(diagnostics.all)) diagnostics.add(checkImports(imports ?? [], { index, plan: planned, options }));
  diagnostics.throwErrors();
  const written = planned.namespaces.map(({ folder }) => folder);
  const folders = used === undefined ? written : [...new Set([...written, ...namespaces.map(namespaceFolder)])];
  return { index, selection, plan: planned, folders };
}

async function renderFiles(
  { selection, plan: planned, folders }: Prepared,
  source: SourceKind,
  { importExtension, onProgress }: GenerateSettings,
  diagnostics: DiagnosticList,
  tsMorph: TsMorph | null,
): Promise<Output> {
  const total = selection.classes.length + planned.namespaces.length;
  const files: RenderedFile[] = [];
  for (const file of render(planned, { extension: importExtension, source })) {
    files.push(file);
    onProgress?.('generating', files.length, total);
  }
  if (tsMorph !== null) {
    onProgress?.('type-checking', 0, 0);
    const { verify } = await import('./emit/verify.js');
    diagnostics.add(verify(files, tsMorph));
    diagnostics.throwErrors();
  }
  return { files, folders };
}
