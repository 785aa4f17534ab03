import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DiagnosticError, generate, loadCimXml, loadMof, parseCimXml, printCimXml } from 'mi-codegen';
import { expect, it } from 'vitest';
import { describeShared } from '../tools/shared.js';
import { REFUSED } from './expected-cim-xml.js';

/** The files below a folder, in order. */
function filesBelow(folder: string): readonly string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return entries.map(({ parentPath, name }) => join(parentPath, name)).toSorted();
}

function isCimXml(file: string): boolean {
  if (/\.(headers|md|txt)$/.test(file)) return false;
  // Of the answers of WS-Management, only those that hold classes.
  return !file.includes('wsman/') || /<CLASS[ >]/.test(readFileSync(file, 'utf8'));
}

describeShared('recorded CIM-XML', (shared) => {
  it('is read, or refused with its place and for a known reason', () => {
    const counts = { files: 0, classes: 0, instances: 0, qualifierDeclarations: 0 };
    const refused: Record<string, string> = {};
    const files = ['cimxml', 'wsman'].flatMap((set) => filesBelow(join(shared, set)).filter(isCimXml));
    for (const file of files) {
      try {
        const { schema } = loadCimXml([file], { namespace: 'root/x' });
        counts.files += 1;
        counts.classes += schema.classes.length;
        counts.instances += schema.instances.length;
        counts.qualifierDeclarations += schema.qualifierDeclarations.length;
      } catch (error) {
        if (!(error instanceof DiagnosticError)) throw error;
        const [first] = error.diagnostics;
        const { line, column } = first?.place ?? {};
        refused[file.slice(shared.length + 1)] = `${line}:${column} ${first?.message}`;
      }
    }
    expect(refused).toEqual(REFUSED);
    expect(counts).toEqual({ files: 501, classes: 591, instances: 40, qualifierDeclarations: 350 });
  });

  it('of a real Windows, over WS-Management, becomes a typed class', async () => {
    const answer = join(shared, 'wsman', 'windows', '03_Res_schema.xml');
    const source = { kind: 'files', cimXml: [answer] } as const;
    const out = join(shared, 'no-such-folder');
    const { files } = await generate({ namespaces: ['root/cimv2'], source, out, mode: 'check' });
    const made = files.find(({ path }) => path.endsWith('Win32_DiskDrive.ts'));
    await expect(made?.after).toMatchFileSnapshot('generated/Win32_DiskDrive.ts');
  });

  it('has the same classes as MOF, printed and read again: all of DMTF', () => {
    const file = join(shared, 'corpora', 'dmtf-2.49.0', 'cim_schema_2.49.0.mof');
    const { schema } = loadMof([file], { namespace: 'root/cimv2' });
    const read = parseCimXml(printCimXml(schema), { namespace: 'root/other' });
    expect(read.schema.classes).toEqual(schema.classes);
    expect(read.schema.qualifierDeclarations).toHaveLength(schema.qualifierDeclarations.length);
  });
});
