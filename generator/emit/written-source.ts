import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { failure } from '../diagnostics/index.js';
import type { SourceKind } from '../options/generate-options.js';
import type { OptionSpelling } from '../options/option-table.js';
import { namespaceFolder } from '../plan/typescript-names.js';
import { HEADER } from './compare.js';

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
    const [before, now] = [DESCRIPTIONS[written], DESCRIPTIONS[source]];
    const message = `${folder} was generated from ${before}, but this run names no source, and has read ${now}`;
    const [live, mof, bundled] = (['source.live', 'source.files.mof', 'source.bundled'] as const).map(spelling.name);
    throw failure('source-changed', message, `name the source: ${live} (this machine), ${mof} (files), or ${bundled}`);
  }
}

/** The source that the output of a namespace names; null where there is no output, or it names none. */
function writtenSource(folder: string): SourceKind | null {
  let text: string;
  try {
    text = readFileSync(join(folder, 'index.ts'), 'utf8');
  } catch {
    // What else cannot be read will fail when it is compared.
    return null;
  }
  const kind = text.startsWith(HEADER) ? /\n\/\/ Schema source: (\w+)\r?\n/.exec(text)?.[1] : undefined;
  return Object.keys(DESCRIPTIONS).find((known): known is SourceKind => known === kind) ?? null;
}
