import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SchemaIndex } from '../../generator/model/index.js';
import { readMofText } from '../../generator/source/mof/index.js';
import { foldName, isSystemName } from '../../runtime/schema/index.js';
import { classesByName, factsOf, membersOf, wholeClass } from './class-facts.js';
import type { FactSource } from './compare-facts.js';

const FILE = 'kingsland-tests/src/Kingsland.MofParser.UnitTests/Parsing/WMI/WinXp/WinXpProSp3CIMV2.mof';

/** A system class stands in comments, since no MOF compiler takes it. */
const SYSTEM_CLASS = /^\/\/\* Informational only:.*\r?\n\/\/\*+\r?\n((?:\/\/\* .*(?:\r?\n|$))+)/gm;

/** What the dump of root/cimv2 of Windows XP says: all that classes declare, but no names of values. */
export function factsOfWindowsXp(corpora: string): FactSource {
  const dump = readFileSync(join(corpora, FILE), 'utf8');
  const text = dump.replace(SYSTEM_CLASS, (_, lines: string) => lines.replaceAll('//* ', ''));
  const loaded = readMofText(text, { namespace: 'root/cimv2' });
  const index = new SchemaIndex(loaded);
  const classes = classesByName(loaded.schema.classes);
  return {
    find(namespace, name) {
      const own = classes.get(foldName(name));
      // Other namespaces have classes of the same names, but for the system classes.
      if (own === undefined || (namespace !== 'root/cimv2' && !isSystemName(name))) return undefined;
      const known = factsOf(wholeClass(index, own));
      const declared = membersOf(own);
      return { source: 'XP', facts: known.filter(({ member }) => declared.has(member)), known, lists: 'members' };
    },
  };
}
