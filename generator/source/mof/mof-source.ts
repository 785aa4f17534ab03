import { matchingNamespaces } from '../../options/namespace-pattern.js';
import { checkFolders, findFiles } from '../files.js';
import type { SchemaSource } from '../schema-source.js';
import { readMofFiles } from './mof-reader.js';

/** MOF files that the user names. */
export const mofSource: SchemaSource<'mof'> = {
  kind: 'mof',
  async load({ files, includeDirs = [] }, { namespaces, spelling }) {
    checkFolders(spelling.name('source.mof.includeDirs'), includeDirs);
    const paths = await findFiles(spelling.name('source.mof.files'), files);
    const loaded = readMofFiles(paths, { namespace: namespaces[0].namespace, includeDirs });
    return { source: 'mof', loaded, namespaces: matchingNamespaces(namespaces, loaded.schema), notes: [] };
  },
};
