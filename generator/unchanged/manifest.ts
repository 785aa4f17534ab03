import { randomUUID } from 'node:crypto';
import { lstatSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
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
  readonly input: FileRecord;
  /** The requested namespaces as the schema has them; the report has them as they are spelled in the output. */
  readonly namespaces: readonly string[];
  readonly report: RunReport;
  /** The files that were written, or were there, sorted by path. */
  readonly outputs: readonly WrittenFile[];
  /** The folders of the namespaces, relative to the output folder. */
  readonly folders: readonly string[];
}

/** So many manifests of a folder are kept, whatever their sizes. */
const FEW = 100;
/** Of more manifests, those are kept that were written last, up to this many bytes. A larger one is not read. */
const MOST_BYTES = 33_554_432;

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
    const entry = lstatSync(file);
    // What another program has put there may never end.
    if (!entry.isFile() || entry.size > MOST_BYTES) return null;
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
 *
 * @returns whether it was written
 */
export function writeManifest(file: string, key: string, manifest: Manifest): boolean {
  let isWritten = false;
  const json = JSON.stringify(manifest);
  const staged = `${file}.${randomUUID()}`;
  try {
    createFolder(dirname(file));
    try {
      writeFileSync(staged, `${seal(key, json)}\n${json}`, { flag: 'wx' });
      renameSync(staged, file);
      isWritten = true;
    } finally {
      rmSync(staged, { force: true });
    }
    removeOldest(dirname(file));
  } catch {
    // The disk is full or read-only, or another program has the file open.
  }
  return isWritten;
}

function seal(key: string, json: string): string {
  return digestOf(`${key}\n${json}`);
}

/** Removes the manifests that were written first, where there are too many. */
function removeOldest(folder: string): void {
  const names = readdirSync(folder).filter((name) => IS_MANIFEST.test(name));
  if (names.length <= FEW) return;
  const files = names.map((name) => {
    const path = join(folder, name);
    const { mtimeMs = 0, size = 0 } = statSync(path, { throwIfNoEntry: false }) ?? {};
    return { path, mtimeMs, size };
  });
  let bytes = 0;
  for (const [index, { path, size }] of files.toSorted((a, b) => b.mtimeMs - a.mtimeMs).entries()) {
    bytes += size;
    if (index >= FEW && bytes > MOST_BYTES) rmSync(path, { force: true });
  }
}
