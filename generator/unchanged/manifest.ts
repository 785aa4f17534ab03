import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createFolder } from '../emit/create-folder.js';
import type { RunReport } from '../generate-result.js';
import { type Content, digestOf } from '../source/content.js';
import type { FileRecord } from '../source/file-record.js';

/** A file of the output; `path` is relative to the output folder. */
export interface WrittenFile extends Content {
  readonly path: string;
}

/** What a run has read, written and reported. While all that is on the disk, the same run has nothing to do. */
export interface Manifest {
  readonly schema: FileRecord;
  /** The requested namespaces as the schema has them; the report has them as they are spelled in the output. */
  readonly namespaces: readonly string[];
  readonly report: RunReport;
  /** The files that were written, or were there, sorted by path. */
  readonly outputs: readonly WrittenFile[];
  /** The folders of the namespaces, relative to the output folder. */
  readonly folders: readonly string[];
}

/** The most manifests that are kept in a folder. */
const MOST_MANIFESTS = 100;

const EXTENSION = '.manifest';

/** The name of a manifest, or of one that is being written. */
const IS_MANIFEST = /^[\w-]+\.manifest(?:\.[\w-]+)?$/;

/** @param id what the manifest belongs to, in any form */
export function manifestName(id: string): string {
  return `${digestOf(id).replace(/\W/g, '-')}${EXTENSION}`;
}

/**
 * Reads a manifest.
 *
 * @param key what decides the work of the run beside what is on the disk
 * @returns null where there is none, or it is damaged, or was written with another key
 */
export function readManifest(file: string, key: string): Manifest | null {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    // There is none.
    return null;
  }
  const end = text.indexOf('\n');
  const json = text.slice(end + 1);
  // The key holds the digest of this program: whatever else there is, it was not written in this format.
  return text.slice(0, end) === seal(key, json) ? JSON.parse(json) : null;
}

/**
 * Writes a manifest in one step: another run reads the old one or the new one. Where it cannot be written, the next run
 * takes longer, and that is all.
 */
export function writeManifest(file: string, key: string, manifest: Manifest): void {
  const json = JSON.stringify(manifest);
  const staged = `${file}.${randomUUID()}`;
  try {
    createFolder(dirname(file));
    try {
      writeFileSync(staged, `${seal(key, json)}\n${json}`, { flag: 'wx' });
      renameSync(staged, file);
    } finally {
      rmSync(staged, { force: true });
    }
    removeOldest(dirname(file));
  } catch {
    // The disk is full or read-only, or another program has the file open.
  }
}

function seal(key: string, json: string): string {
  return digestOf(`${key}\n${json}`);
}

/** Removes the manifests that were written first, where there are too many. */
function removeOldest(folder: string): void {
  const files = readdirSync(folder).filter((name) => IS_MANIFEST.test(name));
  if (files.length <= MOST_MANIFESTS) return;
  const paths = files.map((name) => join(folder, name));
  const times = new Map(paths.map((path) => [path, statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0]));
  const newest = paths.toSorted((a, b) => (times.get(b) ?? 0) - (times.get(a) ?? 0));
  for (const path of newest.slice(MOST_MANIFESTS)) rmSync(path, { force: true });
}
