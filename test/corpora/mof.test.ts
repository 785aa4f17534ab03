import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readMofFiles } from '../../generator/source/mof/index.js';
import { describeShared } from '../tools/shared.js';
import { EXPECTED } from './expected.js';
import { WIN32_DOCS } from './expected-win32docs.js';
import { expectSameAfterPrint, survey } from './survey.js';

describeShared('the corpora of MOF', (shared) => {
  const corpora = join(shared, 'corpora');
  const expected = { ...EXPECTED, win32docs: WIN32_DOCS };

  it.each(Object.entries(expected))('%s', (set, outcome) => {
    expect(survey(join(corpora, set))).toEqual(outcome);
  });

  it('dmtf-2.49.0, through its root file', () => {
    const loaded = readMofFiles([join(corpora, 'dmtf-2.49.0', 'cim_schema_2.49.0.mof')], { namespace: 'root/cimv2' });
    const { qualifierDeclarations, classes, instances } = loaded.schema;
    expect(loaded.diagnostics).toEqual([]);
    // The root, two files of qualifiers, and one of each class.
    expect(loaded.files).toHaveLength(1634);
    expect(qualifierDeclarations).toHaveLength(70);
    expect(classes).toHaveLength(1631);
    expect(classes.flatMap(({ methods }) => methods)).toHaveLength(428);
    expect(instances).toHaveLength(0);
    const properties = classes.flatMap((cimClass) => cimClass.properties);
    // MANIFEST counts references apart.
    expect(properties.filter(({ type }) => type !== 'reference')).toHaveLength(5897);
    expect(properties.filter(({ type }) => type === 'reference')).toHaveLength(1257);
    expect(classes.flatMap(({ methods }) => methods.flatMap(({ parameters }) => parameters))).toHaveLength(1693);
    expectSameAfterPrint(loaded);
  });

  it('leaves no set out', () => {
    const folders = readdirSync(corpora, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    expect(folders.map(({ name }) => name).toSorted()).toEqual([...Object.keys(expected), 'dmtf-2.49.0'].toSorted());
  });
});
