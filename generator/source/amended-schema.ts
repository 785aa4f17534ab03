import { classKey } from '../../runtime/schema/index.js';
import { createDiagnostic, type Diagnostic, hasErrors } from '../diagnostics/index.js';
import type { OptionSpelling } from '../options/option-table.js';
import { findFiles } from './files.js';
import { readMofFiles } from './mof/index.js';
import type { SchemaRequest, SourceAnswer } from './schema-source.js';

/** The files that hold texts, as the option `amend` names them. */
interface TextFiles {
  readonly pattern: string;
  readonly files: readonly string[];
}

/** @throws DiagnosticError for a path or glob that names no file */
export async function findTextFiles(
  patterns: readonly string[],
  spelling: OptionSpelling,
): Promise<readonly TextFiles[]> {
  const found: TextFiles[] = [];
  for (const pattern of patterns) {
    found.push({ pattern, files: await findFiles(spelling.name('amend'), [pattern], '*.mfl') });
  }
  return found;
}

/**
 * Adds the texts of MOF files to the classes and elements of a schema that lack them: Description, DisplayName, Values
 * and all other qualifiers that can be translated. Mistakes in the files are in the diagnostics.
 */
export function amendSchema(answer: SourceAnswer, { pattern, files }: TextFiles, request: SchemaRequest): SourceAnswer {
  const { loaded: lacking } = answer;
  const [{ namespace }, ...others] = request.namespaces;
  const spellings = others.map((other) => other.namespace);
  const texts = readMofFiles(files, { namespace, access: request.access, lacking }, spellings);
  // Of several declarations of a class, the last one is used.
  const used = new Set(
    new Map(lacking.schema.classes.map((each) => [classKey(each.namespace, each.name), each])).values(),
  );
  const unused = lacking.schema.classes.filter((cimClass) => !used.has(cimClass));
  const isUseless = !hasErrors(texts.diagnostics) && texts.schema.classes.every((cimClass) => used.has(cimClass));
  const loaded = {
    ...lacking,
    schema: { ...lacking.schema, classes: [...unused, ...texts.schema.classes] },
    diagnostics: [
      ...lacking.diagnostics,
      ...texts.diagnostics,
      ...(isUseless ? [noClass(pattern, answer.namespaces, request)] : []),
    ],
    files: [...lacking.files, ...texts.files],
    locate: texts.locate,
  };
  return { ...answer, loaded };
}

function noClass(
  pattern: string,
  namespaces: readonly string[],
  { namespaces: [first], spelling }: SchemaRequest,
): Diagnostic {
  return createDiagnostic(
    'warning',
    'no-amended-class',
    `${spelling.name('amend')} "${pattern}" declares no class that was read of ${namespaces.join(', ')}`,
    `#pragma namespace says where the classes of a file belong; without it, they belong to ${first.namespace}`,
  );
}
