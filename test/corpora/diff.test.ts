import { join } from 'node:path';
import { globSync } from 'tinyglobby';
import { expect, it } from 'vitest';
import { compareSchemas } from '../../generator/diff/compare-schemas.js';
import { loadBundled, type SchemaChange } from '../../generator/index.js';
import { readMofFiles } from '../../generator/source/mof/index.js';
import { type CimClass, type CimSchema, foldName, neededClasses } from '../../runtime/schema/index.js';
import { describeShared } from '../tools/shared.js';
import { EDITS } from './schema-edits.js';

describeShared('differences between schemas of the corpora', (shared) => {
  const corpora = join(shared, 'corpora');
  const read = (...globs: readonly string[]): CimSchema => {
    const files = globSync([...globs], { cwd: corpora }).sort();
    return readMofFiles(
      files.map((file) => join(corpora, file)),
      { namespace: 'root/cimv2' },
    ).schema;
  };
  const dmtf = read('dmtf-2.49.0/cim_schema_2.49.0.mof');

  it('are none between dmtf-2.49.0 and itself, in any order', () => {
    expect(compareSchemas(dmtf, dmtf)).toEqual([]);
    expect(compareSchemas(dmtf, { ...dmtf, classes: dmtf.classes.toReversed() })).toEqual([]);
  });

  it('are the edits that a copy of dmtf-2.49.0 has, and no others', () => {
    const { edited, expected } = edit(dmtf.classes);
    expect(expected).toHaveLength(EDITS.length);
    const found = compareSchemas(dmtf, { ...dmtf, classes: edited });
    expect(found.map(line).toSorted()).toEqual(expected.toSorted());
  });

  it('are these between CIM 2.20.0 and 2.49.0', () => {
    const old = read('intel-lms/MEWMIProv/ME/s/{Core,System,User}/*.mof', 'intel-lms/MEWMIProv/ME/s/qualifiers*.mof');
    const changes = compareSchemas(old, dmtf);
    expect(counts(changes)).toEqual({
      'class-added': 1367,
      'documentation-changed': 172,
      'method-added': 10,
      'property-added': 88,
      'ranges-changed': 4,
      'superclass-refined': 5,
      'type-changed': 1,
      'value-added': 54,
      'value-gone': 1,
      'value-renamed': 3,
    });
    const service = 'value CIM_DiagnosticService_RunDiagnostic_ReturnValue';
    const capabilities = 'value CIM_DiagnosticServiceCapabilities';
    // A program that uses every member of the old classes fails to compile in these places alone.
    expect(changes.filter(({ breaking }) => breaking).map(line)).toEqual([
      'root/cimv2:CIM_ComputerSystemPackage type-changed property Antecedent',
      `root/cimv2:CIM_DiagnosticService value-renamed ${service}["Job completed with no error"]`,
      `root/cimv2:CIM_DiagnosticService value-gone ${service}["Method parameters checked - job started"]`,
      `root/cimv2:CIM_DiagnosticServiceCapabilities value-renamed ${capabilities}_SupportedLogStorage.DiagnosticRecordLog`,
      `root/cimv2:CIM_DiagnosticServiceCapabilities value-renamed ${capabilities}_SupportedExecutionControls["Job Creation"]`,
    ]);
  });

  it('are these between Windows XP and the bundled schema', () => {
    const windowsXp = read('kingsland-tests/**/WinXpProSp3CIMV2.mof');
    expect(counts(compareSchemas(windowsXp, loadBundled(['root/cimv2']).schema))).toEqual({
      'cim-type-changed': 1,
      'class-added': 66,
      'class-gone': 433,
      'constant-added': 343,
      'constant-gone': 4,
      'documentation-changed': 2611,
      'input-narrowed': 2,
      'key-added': 2,
      'method-added': 17,
      'null-gone': 1,
      'parameter-added': 1,
      'parameter-required': 76,
      'property-added': 104,
      'property-gone': 3,
      'ranges-changed': 1,
      'superclass-changed': 3,
      'type-changed': 34,
      'value-added': 7,
      'value-gone': 3,
      'value-renamed': 146,
      'write-gained': 5,
    });
  });
});

/** Makes each edit in a class of its own, which has no subclasses and which no other class mentions. */
function edit(classes: readonly CimClass[]): { readonly edited: readonly CimClass[]; readonly expected: string[] } {
  const mentioned = new Set(classes.flatMap((cimClass) => [...neededClasses(cimClass)]));
  const free = new Set(classes.filter(({ name }) => !mentioned.has(foldName(name))));
  const edits = new Map<CimClass, readonly CimClass[]>();
  const expected: string[] = [];
  for (const { kind, edit: change } of EDITS) {
    for (const cimClass of free) {
      const [after, element] = change(cimClass) ?? [undefined, null];
      if (after === undefined) continue;
      free.delete(cimClass);
      edits.set(cimClass, after === null ? [] : [after]);
      expected.push(`root/cimv2:${cimClass.name} ${kind} ${element}`);
      break;
    }
  }
  return { edited: classes.flatMap((cimClass) => edits.get(cimClass) ?? [cimClass]), expected };
}

function line(change: SchemaChange): string {
  return `${change.class} ${change.kind} ${change.element}`;
}

function counts(changes: readonly SchemaChange[]): Readonly<Record<string, number>> {
  const found: Record<string, number> = {};
  for (const { kind } of changes) found[kind] = (found[kind] ?? 0) + 1;
  return found;
}
