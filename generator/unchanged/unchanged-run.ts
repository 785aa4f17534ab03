import { constants, existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type OutputFile, staleFiles } from '../emit/compare.js';
import { isStaging } from '../emit/staging-name.js';
import { asWritten } from '../emit/written-namespaces.js';
import { refuseOtherSource } from '../emit/written-source.js';
import { type GenerateResult, resultOf } from '../generate-result.js';
import { isNamed } from '../options/generate-options.js';
import { digestOf, hasContent } from '../source/content.js';
import { type FileRecord, isAsRecorded } from '../source/file-record.js';
import { findFiles, findNamedFiles } from '../source/files.js';
import type { RunSettings } from '../used-by/run-settings.js';
import { cacheFolders } from './cache-folder.js';
import { type Manifest, manifestName, readManifest, type WrittenFile, writeManifest } from './manifest.js';
import { runKey } from './run-key.js';

/** A run that has nothing to do: all that an earlier run has read and written is still there. */
export interface UnchangedRun {
  /** What a run reports that does its work and finds nothing to write. */
  readonly result: GenerateResult;
  /** The folders of the namespaces, relative to the output folder. */
  readonly folders: readonly string[];
  /** What the earlier run has read. */
  readonly input: FileRecord;
}

/** Where the manifest of a target may be, the best place first. The next run of the target replaces it. */
function manifestFiles({ out, namespaces }: RunSettings): readonly string[] {
  const name = manifestName(JSON.stringify([resolve(out), namespaces]));
  return cacheFolders(out).map((folder) => join(folder, name));
}

/**
 * Finds out, by contents, whether a run has nothing to do. It reads what the run would read, but makes nothing of it.
 *
 * @returns null where there is something to do, or that is not known
 * @throws DiagnosticError where the run would fail before it reads the schema, or refuse the output of another source
 */
export async function findUnchangedRun(settings: RunSettings): Promise<UnchangedRun | null> {
  const key = runKey(settings);
  if (key === null) return null;
  for (const file of manifestFiles(settings)) {
    const manifest = readManifest(file, key);
    if (manifest === null || isRemoved(settings, manifest) || !(await hasSameInput(settings, manifest))) continue;
    const files = unchangedFiles(settings, manifest);
    const { report, folders, input } = manifest;
    if (files !== null) return { result: await resultOf(report, files, settings), folders, input };
  }
  return null;
}

/** Whether the output folder was removed or emptied. That is quickly told, and then the schema need not be compared. */
function isRemoved({ out }: RunSettings, { outputs }: Manifest): boolean {
  const first = outputs[0];
  return first !== undefined && !existsSync(join(out, first.path));
}

async function hasSameInput({ source, amend, spelling }: RunSettings, { input }: Manifest): Promise<boolean> {
  const { mof, cimXml } = source.kind === 'files' ? await findNamedFiles(source, spelling) : { mof: [], cimXml: [] };
  const texts = await findFiles(spelling.name('amend'), amend, '*.mfl');
  const known = new Set(input.named);
  // A file that is gone is missed among those that were read.
  return [...mof, ...cimXml, ...texts].every((path) => known.has(path)) && isAsRecorded(input);
}

/** All files of the output folder that belong to the run; null where there is one to write or to remove. */
function unchangedFiles(settings: RunSettings, manifest: Manifest): readonly OutputFile[] | null {
  const { out, source, mode, clean, spelling } = settings;
  const { report, outputs } = manifest;
  // Another run is at work there, or was killed: a run that writes waits for it, or cleans up.
  if (mode === 'write' && isStaging(out)) return null;
  const namespaces = asWritten(out, manifest.namespaces);
  if (!areEqual(namespaces, report.namespaces)) return null;
  if (!isNamed(source)) refuseOtherSource(out, namespaces, report.source, spelling);
  // Not `join` for each file: that would take a good part of the time.
  const outFolder = join(out);
  if (!outputs.every((file) => isThere(`${outFolder}/${file.path}`, file))) return null;
  const stale = findStale(settings, manifest);
  if (stale === null || (clean && stale.length > 0)) return null;
  return [...outputs.map(({ path }): OutputFile => ({ path, change: 'unchanged' })), ...stale];
}

/** Files of earlier runs; null where a folder or a file cannot be read: the run says why when it writes. */
function findStale({ out, clean }: RunSettings, { outputs, folders }: Manifest): readonly OutputFile[] | null {
  const paths = new Set(outputs.map(({ path }) => path));
  const isKept = (path: string) => paths.has(path);
  try {
    return folders.flatMap((folder) => staleFiles(out, folder, isKept, { clean, keepTexts: false }));
  } catch {
    return null;
  }
}

function areEqual(texts: readonly string[], others: readonly string[]): boolean {
  return texts.length === others.length && texts.every((text, index) => text === others[index]);
}

function isThere(path: string, written: WrittenFile): boolean {
  try {
    if (hasContent(path, written, constants.O_RDONLY)) return true;
    // Git may have converted line ends.
    const text = readFileSync(path, 'utf8');
    return text.includes('\r\n') && digestOf(text.replaceAll('\r\n', '\n')) === written.digest;
  } catch {
    // It was there, and is no more.
    return false;
  }
}

/** Remembers a run for the next one, in the first place where it can be written. */
export function rememberRun(settings: RunSettings, manifest: Manifest): void {
  const key = runKey(settings);
  if (key !== null) manifestFiles(settings).some((file) => writeManifest(file, key, manifest));
}
