import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type GenerateOptions, generate } from 'mi-codegen';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { LIBRARY_SPELLING } from '../../generator/options/option-table.js';
import { resolveOptions } from '../../generator/options/resolve-options.js';
import { pull } from '../../generator/pull-schema.js';
import { describeShared } from '../tools/shared.js';

/** The sets that load as a whole, with the number of their classes. */
const SETS = {
  'dmtf-2.49.0': 1631,
  'dsc-schema': 98,
  'libvirt-cim': 226,
  'omi-network': 132,
  'openlmi-providers': 124,
  sblim: 72,
};

describeShared('what is pulled of real schemas', (shared) => {
  let folder: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'mi-codegen-pulled-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  async function output(options: GenerateOptions): Promise<Readonly<Record<string, string>>> {
    const out = mkdtempSync(join(folder, 'out-'));
    await generate({ ...options, out });
    const files = readdirSync(out, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    return Object.fromEntries(
      files.map(({ parentPath, name }) => [
        join(parentPath.slice(out.length), name),
        readFileSync(join(parentPath, name), 'utf8'),
      ]),
    );
  }

  it.each(Object.entries(SETS))('generates the same as %s', async (set, classes) => {
    const source = { kind: 'files', mof: [join(shared, 'corpora', set, '**/*.mof')] } as const;
    const namespaces = ['root/corpus', 'root/**'];
    const settings = resolveOptions({ namespaces, source, out: join(folder, set) }, LIBRARY_SPELLING);
    const pulled = await pull({ ...settings, instances: [], masks: [] });
    expect(pulled.namespaces.reduce((sum, each) => sum + each.classes, 0)).toBe(classes);
    const again = await pull({ ...settings, instances: [], masks: [] });
    expect(again.namespaces.map(({ change }) => change)).toEqual(pulled.namespaces.map(() => 'unchanged'));
    const files = { kind: 'files', mof: [join(folder, set, '**/*.mof')] } as const;
    const [before, after] = [await output({ namespaces, source }), await output({ namespaces, source: files })];
    expect(Object.keys(after)).toHaveLength(classes + pulled.namespaces.length);
    expect(after).toEqual(before);
  });
});
