import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readMofText } from '../../generator/source/mof/index.js';
import { type CimClass, foldName, isSystemName } from '../../runtime/schema/index.js';
import { classesByName, factsOf, type Mark } from './class-facts.js';
import type { FactSource } from './compare-facts.js';

/** Where Microsoft's reference has the classes of a namespace; of several pages for a class, the first folder's. */
const FOLDERS: Readonly<Record<string, readonly string[]>> = {
  'root/cimv2': ['CIMWin32Prov', 'WmiSdk'],
  'root/default': ['WmiSdk', 'sr'],
  'root/microsoft/windows/storage': [],
  'root/standardcimv2': [
    'FWP/wmi/nettcpipprov',
    'FWP/wmi/netadaptercimprov',
    'FWP/wmi/wfascimprov',
    'FWP/wmi/dnsclientcimprov',
    'FWP/wmi/ndisimplatcimprov',
  ],
  'root/subscription': ['WmiSdk'],
  'root/virtualization/v2': ['HyperV_v2', 'WmiSdk'],
};

/** The qualifiers that a page may leave out. */
const QUALIFIERS: ReadonlySet<string> = new Set<Mark>([
  'Abstract',
  'Association',
  'Key',
  'Singleton',
  'Static',
  'Write',
]);

/** What the syntax blocks of Microsoft's reference say: names and types of properties, inherited ones among them. */
export function factsOfDocumentation(corpora: string): FactSource {
  const pages = new Map<string, ReadonlyMap<string, CimClass>>();
  const classesIn = (folder: string) => {
    const known = pages.get(folder) ?? readFolder(join(corpora, 'win32docs/desktop-src', folder));
    pages.set(folder, known);
    return known;
  };
  return {
    find(namespace, name) {
      const folders = isSystemName(name) ? ['WmiSdk'] : FOLDERS[namespace];
      if (folders === undefined) throw new Error(`facts-of-documentation.ts: no folders for ${namespace}`);
      const found = folders.map((folder) => classesIn(folder).get(foldName(name))).find((page) => page !== undefined);
      if (found === undefined) return undefined;
      const known = factsOf({ own: found, whole: found });
      const facts = known.filter(({ part, is }) => !QUALIFIERS.has(part) || is === 'true');
      return { source: 'docs', facts, known, lists: found.methods.length > 0 ? 'members' : 'properties' };
    },
  };
}

/** The classes of the pages that bear their names: others have examples. */
function readFolder(folder: string): ReadonlyMap<string, CimClass> {
  const files = readdirSync(folder).filter((file) => file.endsWith('.mof'));
  const classes = files.flatMap((file) => {
    const text = repaired(readFileSync(join(folder, file), 'utf8'));
    const { schema } = readMofText(text, { file, namespace: 'root/cimv2' });
    return schema.classes.filter(({ name }) => isPageOf(name, file));
  });
  return classesByName(classes);
}

/** StdRegProv has no page with a syntax block, but an example of its registration with all of the class. */
function isPageOf(className: string, file: string): boolean {
  if (className === 'StdRegProv') return file === 'registering-a-provider.mof';
  return file.startsWith(foldName(className).replaceAll('_', '-'));
}

/** Without default values of properties, which are often of a wrong type; with what MOF cannot read put right. */
function repaired(text: string): string {
  return text
    .replace(/\s=\s[^;()[]*;/g, ';')
    .replaceAll('string. ', 'string ')
    .replaceAll('{IN]', '[IN]');
}
