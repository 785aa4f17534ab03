import { printDocument } from '../../../runtime/cim-xml/index.js';
import { type CimSchema, isSchema } from '../../../runtime/schema/index.js';
import { PropertyTypes } from '../property-types.js';

/**
 * Prints a schema as a document of CIM-XML (DSP0201), from which `parseCimXml` reads the same schema: qualifier
 * declarations, classes, instances. CIM-XML tells neither a default value `NULL` from none, nor an array as the type of
 * a qualifier without a value; and it has no aliases, and no qualifiers of instances and their values. What an instance
 * of an unknown class holds has the types that it looks like.
 *
 * @throws RangeError for what CIM-XML has no form for, with its name: a character that XML cannot hold, a reference to
 * an alias, a reference that is no path
 * @throws TypeError when `schema` is no schema
 */
export function printCimXml(schema: CimSchema): string {
  if (!isSchema(schema)) throw new TypeError('printCimXml() takes a schema: loadMof(…).schema');
  const types = PropertyTypes.of(schema.classes);
  return printDocument(schema, (namespace, className, property) => types.find(namespace, className, property));
}
