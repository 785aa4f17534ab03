import { join } from 'node:path';
import { expect, it } from 'vitest';
import { SchemaIndex } from '../../generator/model/index.js';
import { bundledNamespaces, loadBundled } from '../../generator/source/bundled/bundled-source.js';
import { printMof, readMofText } from '../../generator/source/mof/index.js';
import { type CimClass, systemClasses } from '../../runtime/schema/index.js';
import { describeShared } from '../tools/shared.js';
import { EDITS } from './bundled-edits.js';
import { wholeClass } from './class-facts.js';
import { differences } from './compare-facts.js';
import { type Comparison, EXPECTED, NOTHING, SYSTEM_CLASSES } from './expected-bundled.js';
import { factsOfDmtf } from './facts-of-dmtf.js';
import { factsOfDocumentation } from './facts-of-documentation.js';
import { factsOfWindowsXp } from './facts-of-windows-xp.js';

describeShared('the bundled schemas beside what is known of Windows', (shared) => {
  const corpora = join(shared, 'corpora');
  const sources = [factsOfWindowsXp(corpora), factsOfDocumentation(corpora), factsOfDmtf(corpora)];
  const factsFor = ({ namespace, name }: CimClass) => sources.flatMap((source) => source.find(namespace, name) ?? []);

  it.each(bundledNamespaces())('%s', (namespace) => {
    const index = new SchemaIndex(loadBundled([namespace]));
    expectOnRecord(index, index.classesIn(namespace), EXPECTED[namespace] ?? NOTHING);
  });

  it("WMI's system classes", () => {
    const classes = systemClasses('root/cimv2');
    const schema = { classes, instances: [], qualifierDeclarations: [] };
    const index = new SchemaIndex({ schema, diagnostics: [], files: [], locate: () => undefined });
    expectOnRecord(index, classes, SYSTEM_CLASSES);
  });

  /** Compares classes with the facts, and the outcome with the record of it. */
  function expectOnRecord(index: SchemaIndex, classes: readonly CimClass[], record: Comparison): void {
    const found = classes.filter((cimClass) => factsFor(cimClass).length > 0);
    const lines = found.map((cimClass) => differences(wholeClass(index, cimClass), factsFor(cimClass)));
    const differing = lines.filter((each) => each.length > 0);
    const recorded = Object.values(record.differences).flatMap(linesOf);
    expect({
      notOnRecord: lines.flat().filter((line) => !recorded.includes(line)),
      noLongerDifferent: recorded.filter((line) => !lines.flat().includes(line)),
      recordedTwice: recorded.filter((line, place) => recorded.indexOf(line) !== place),
      notFound: classes
        .filter((cimClass) => !found.includes(cimClass))
        .map(({ name }) => name)
        .toSorted(),
      found: found.length,
      agreeing: found.length - differing.length,
      differing: differing.length,
    }).toEqual({
      notOnRecord: [],
      noLongerDifferent: [],
      recordedTwice: [],
      notFound: Object.values(record.notFound)
        .flatMap((names) => names.split(/\s+/))
        .toSorted(),
      found: record.found,
      agreeing: record.agreeing,
      differing: record.differing,
    });
  }

  it.each(Object.entries(EDITS))('show %s', (_, { className, from, to, more }) => {
    const index = new SchemaIndex(loadBundled(['root/cimv2']));
    const own = index.find('root/cimv2', className) ?? expect.fail(`there is no class ${className}`);
    const mof = printMof({ classes: [own], instances: [], qualifierDeclarations: [] });
    expect(mof).toContain(from);
    const [edited = own] = readMofText(mof.replace(from, to), { namespace: 'root/cimv2' }).schema.classes;
    const [before, after] = [own, edited].map((each) => differences(wholeClass(index, each), factsFor(own)));
    expect(before).toEqual([]);
    expect(after).toEqual(more);
  });
});

/** The lines of a record; a line that is indented belongs to the one before it. */
function linesOf(record: string): readonly string[] {
  return record.replace(/\n\s+/g, ' ').trim().split('\n');
}
