import { join } from 'node:path';
import { SchemaIndex } from '../../generator/model/index.js';
import { readMofFiles } from '../../generator/source/mof/index.js';
import { foldName } from '../../runtime/schema/index.js';
import { classesByName, factsOf, membersOf, wholeClass } from './class-facts.js';
import type { FactSource } from './compare-facts.js';

/** The namespaces whose CIM classes are those of CIM 2.x. Those of root/cimv2 are older, and very different. */
const NAMESPACES: readonly string[] = ['root/standardcimv2', 'root/virtualization/v2'];

/** What CIM 2.49.0 says of the elements that the older versions in Windows have, too. */
export function factsOfDmtf(corpora: string): FactSource {
  const file = join(corpora, 'dmtf-2.49.0/cim_schema_2.49.0.mof');
  const loaded = readMofFiles([file], { namespace: 'root/cimv2' });
  const index = new SchemaIndex(loaded);
  const classes = classesByName(loaded.schema.classes);
  return {
    find(namespace, name) {
      const own = NAMESPACES.includes(namespace) ? classes.get(foldName(name)) : undefined;
      if (own === undefined) return undefined;
      const known = factsOf(wholeClass(index, own));
      const declared = membersOf(own);
      // Windows makes abstract what it has no instances of.
      const facts = known.filter(({ member, part }) => declared.has(member) && part !== 'Abstract');
      return { source: 'DMTF', facts, known, lists: 'some' };
    },
  };
}
