import {
  type CimClass,
  type CimMethod,
  type CimQualifier,
  findQualifier,
  foldName,
  type Qualified,
} from '../../../../runtime/schema/index.js';
import { plural } from '../../../diagnostics/index.js';
import type { QualifierNode } from '../syntax/nodes.js';
import type { Run } from './compile-context.js';

// Adjacent literals are one string. Where a comma is missing, as in `{ "5", "6" "7" }` or `{ "5", "6," "7" }`, a list
// has too few items, and the names of all later values would be wrong.

/** The qualifiers whose items belong together, one by one, under folded names: values, and their names. */
const PARTNERS: ReadonlyMap<string, string> = new Map([
  ['valuemap', 'values'],
  ['values', 'valuemap'],
  ['bitmap', 'bitvalues'],
  ['bitvalues', 'bitmap'],
]);

/** Remembers the literals of a list that has adjacent ones. */
export function noteLiterals({ name, value }: QualifierNode, qualifier: CimQualifier, { literals }: Run): void {
  if (value?.kind !== 'array' || !PARTNERS.has(name.folded)) return;
  if (!value.items.some((item) => item.kind === 'string' && item.parts !== null)) return;
  const texts = value.items.flatMap((item) => (item.kind === 'string' ? (item.parts ?? [item.value]) : []));
  if (texts.length > value.items.length) literals.set(qualifier, texts);
}

/**
 * Repairs lists of values and names that have as many items as the other list of the pair when each literal is an item.
 * The lists of a pair may come from different files (amendments).
 */
export function repairMaps(cimClass: CimClass, run: Run): CimClass {
  if (run.literals.size === 0) return cimClass;
  const properties = repairAll(cimClass.properties, run);
  const methods = mapChanged(cimClass.methods, (method) => repairMethod(method, run));
  if (properties === cimClass.properties && methods === cimClass.methods) return cimClass;
  return run.origins.replace(cimClass, { ...cimClass, properties, methods });
}

function repairMethod(method: CimMethod, run: Run): CimMethod {
  const parameters = repairAll(method.parameters, run);
  const changed = parameters === method.parameters ? method : run.origins.replace(method, { ...method, parameters });
  return repairElement(changed, run);
}

function repairAll<T extends Qualified>(elements: readonly T[], run: Run): readonly T[] {
  return mapChanged(elements, (element) => repairElement(element, run));
}

/** The array itself where nothing changes. */
function mapChanged<T>(items: readonly T[], change: (item: T) => T): readonly T[] {
  const changed = items.map(change);
  return changed.some((item, index) => item !== items[index]) ? changed : items;
}

function repairElement<T extends Qualified>(element: T, run: Run): T {
  const qualifiers = mapChanged(element.qualifiers, (qualifier) =>
    run.literals.has(qualifier) ? repairList(qualifier, element, run) : qualifier,
  );
  return qualifiers === element.qualifiers ? element : run.origins.replace(element, { ...element, qualifiers });
}

function countOf(list: CimQualifier | undefined): number {
  return Array.isArray(list?.value) ? list.value.length : 0;
}

/** The list with each literal as an item, if it is as long as the other list of its pair only then. */
function repairList(list: CimQualifier, element: Qualified, { literals, origins }: Run): CimQualifier {
  const other = findQualifier(element, PARTNERS.get(foldName(list.name)) ?? '');
  const texts = literals.get(list) ?? [];
  const own = countOf(list);
  const wanted = countOf(other);
  if (own === wanted || texts.length !== wanted) return list;
  origins.warn(
    list,
    'mof-missing-comma',
    `${list.name} has ${plural(own, 'item', 'items')} and ${other?.name} ${wanted}: each string literal is taken for an item`,
    'write a comma between two items, outside of the quotation marks',
  );
  return origins.replace(list, { ...list, value: texts.map((text) => text.replace(/^\s*,\s*|\s*,\s*$/g, '')) });
}
