import {
  type CimClass,
  type CimInstanceDeclaration,
  type CimQualifierDeclaration,
  type CimSchema,
  foldName,
} from '../../runtime/schema/index.js';
import { printMof } from '../source/mof/index.js';
import { declareQualifiers } from './qualifier-declarations.js';
import { readingOrder } from './reading-order.js';

/** The beginning of every file that is pulled, by which the writer recognizes its own files. */
export const SNAPSHOT_HEADER = '// Pulled by mi-codegen from ';

/**
 * The part of a schema that belongs to a namespace, in an order that depends on the names alone, so that it is the same
 * whatever order a server or files have.
 *
 * @param schema its classes and instances are those to keep
 */
export function snapshotOf(namespace: string, schema: CimSchema): CimSchema {
  const classes = readingOrder(ofNamespace(namespace, schema.classes));
  const instances = ofNamespace(namespace, schema.instances);
  const declared = lastOfEach(ofNamespace(namespace, schema.qualifierDeclarations));
  const declarations = [...declared, ...declareQualifiers(namespace, classes, instances, declared)];
  return {
    qualifierDeclarations: declarations.toSorted((a, b) => (foldName(a.name) < foldName(b.name) ? -1 : 1)),
    classes,
    instances,
  };
}

/** What belongs to a namespace. All of it gets the same spelling of that, so that one pragma is enough. */
function ofNamespace<T extends CimClass | CimInstanceDeclaration | CimQualifierDeclaration>(
  namespace: string,
  declarations: readonly T[],
): readonly T[] {
  const folded = foldName(namespace);
  return declarations.filter((each) => foldName(each.namespace) === folded).map((each) => ({ ...each, namespace }));
}

/** Of several declarations of a qualifier the last one counts. */
function lastOfEach(declarations: readonly CimQualifierDeclaration[]): readonly CimQualifierDeclaration[] {
  return Array.from(new Map(declarations.map((each) => [foldName(each.name), each])).values());
}

/** The text of a file that holds a snapshot. */
export function snapshotText(namespace: string, snapshot: CimSchema): string {
  return `${SNAPSHOT_HEADER}${namespace}. Do not edit: the next pull replaces it.\n\n${printMof(snapshot)}`;
}
