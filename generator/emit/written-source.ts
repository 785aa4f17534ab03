import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { failure } from '../diagnostics/index.js';
import type { SourceKind } from '../options/generate-options.js';
import type { OptionSpelling } from '../options/option-table.js';
import { namespaceFolder } from '../plan/typescript-names.js';
import { HEADER } from './compare.js';
import { fileNames } from './respelling.js';

const DESCRIPTIONS: { readonly [Kind in SourceKind]: string } = {
  files: 'files',
  live: 'the schema of a machine',
  bundled: 'the bundled schema',
};

/**
 * Refuses to replace output that came from another kind of source: the machine that a run happens on must not decide
 * which schema is committed.
 *
 * @param out the output folder; it need not exist
 * @param namespaces those that are about to be written, spelled as in the output
 * @throws DiagnosticError for the first namespace whose output came from another source
 */
export function refuseOtherSource(
  out: string,
  namespaces: readonly string[],
  source: SourceKind,
  spelling: OptionSpelling,
): void {
  for (const namespace of namespaces) {
    const folder = join(out, namespaceFolder(namespace));
    const written = writtenSource(folder);
    if (written === null || written === source) continue;
    const before =
      written === 'unknown' ? 'does not say what it was generated from' : `was generated from ${DESCRIPTIONS[written]}`;
    const message = `${folder} ${before}, but this run names no source, and has read ${DESCRIPTIONS[source]}`;
    const [live, destination, mof, bundled] = (
      ['source.live', 'source.live.destination', 'source.files.mof', 'source.bundled'] as const
    ).map(spelling.name);
    const files = `${mof} (files, as of mi-codegen pull)`;
    const help = `name the source, here or in a config: ${live} (this machine), ${destination} (another), ${files}`;
    throw failure('source-changed', message, `${help}, or ${bundled}`);
  }
}

/** The source that the output of a namespace names; null where there is no output. */
function writtenSource(folder: string): SourceKind | 'unknown' | null {
  const isGenerated = (name: string) => name.endsWith('.ts') && beginning(join(folder, name)).startsWith(HEADER);
  const [, kind] = /\n\/\/ Schema source: (\w+)\s*?\r?\n/.exec(beginning(join(folder, 'index.ts'))) ?? [];
  const named = Object.keys(DESCRIPTIONS).find((known): known is SourceKind => known === kind);
  return named ?? (fileNames(folder).some(isGenerated) ? 'unknown' : null);
}

/** The first lines of a file; empty where it cannot be read: then to compare it will fail. */
function beginning(file: string): string {
  try {
    return readFileSync(file, 'utf8').slice(0, 300);
  } catch {
    return '';
  }
}
