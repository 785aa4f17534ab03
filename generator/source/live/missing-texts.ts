import { type CimClass, findQualifier, type Qualified } from '../../../runtime/schema/index.js';
import type { OptionSpelling } from '../../options/option-table.js';

/**
 * Says that a machine has given qualifiers and no description: some protocols carry none.
 *
 * @param amend the files that the user has named for that already
 */
export function noteMissingTexts(
  classes: readonly CimClass[],
  amend: readonly string[],
  spelling: OptionSpelling,
): readonly string[] {
  const elements = classes.flatMap(elementsOf);
  const hasQualifiers = elements.some(({ qualifiers }) => qualifiers.length > 0);
  const hasTexts = elements.some((element) => findQualifier(element, 'Description') !== undefined);
  if (!hasQualifiers || hasTexts || amend.length > 0) return [];
  return [`no class has a description: ${spelling.name('amend')} adds the texts of MOF files to the schema`];
}

function elementsOf(cimClass: CimClass): readonly Qualified[] {
  return [cimClass, ...cimClass.properties, ...cimClass.methods];
}
