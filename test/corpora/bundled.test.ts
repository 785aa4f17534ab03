import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { SchemaIndex } from '../../generator/model/index.js';
import { bundledNamespaces } from '../../generator/source/bundled/bundled-files.js';
import { loadBundled } from '../../generator/source/bundled/bundled-source.js';
import { printMof, readMofText } from '../../generator/source/mof/index.js';
import { type CimClass, isSystemName } from '../../runtime/schema/index.js';
import { describeShared } from '../tools/shared.js';
import { EDITS } from './bundled-edits.js';
import { wholeClass } from './class-facts.js';
import { type Comparison, differences, unseenMethods } from './compare-facts.js';
import { EXPECTED, SYSTEM_CLASSES } from './expected-bundled.js';
import { factsOfDmtf } from './facts-of-dmtf.js';
import { factsOfDocumentation } from './facts-of-documentation.js';
import { factsOfWindowsXp } from './facts-of-windows-xp.js';

/** The record of a namespace that nobody has compared yet. */
const NOTHING: Comparison = {
  found: 0,
  foundIn: {},
  facts: 0,
  agreeing: 0,
  differing: 0,
  unseenMethods: 0,
  notFound: {},
  differences: {},
};

describeShared('the bundled schemas beside what is known of Windows', (shared) => {
  const corpora = join(shared, 'corpora');
  const sources = [factsOfWindowsXp(corpora), factsOfDocumentation(corpora), factsOfDmtf(corpora)];
  const factsFor = ({ namespace, name }: CimClass) => sources.flatMap((source) => source.find(namespace, name) ?? []);

  describe.each(bundledNamespaces())('%s', (namespace) => {
    const index = new SchemaIndex(loadBundled([namespace]));
    const classes = index.classesIn(namespace);

    it('is as the record says', () => {
      const own = classes.filter(({ name }) => !isSystemName(name));
      expectOnRecord(index, own, EXPECTED[namespace] ?? NOTHING);
    });

    it("has WMI's system classes as the record says", () => {
      const system = classes.filter(({ name }) => isSystemName(name));
      expectOnRecord(index, system, SYSTEM_CLASSES);
    });
  });

  it('are all on record, and no others', () => {
    expect(Object.keys(EXPECTED).toSorted()).toEqual(bundledNamespaces().toSorted());
  });

  /** Compares classes with the facts, and the outcome with the record of it. */
  function expectOnRecord(index: SchemaIndex, classes: readonly CimClass[], record: Comparison): void {
    const compared = classes.map((own) => ({ bundled: wholeClass(index, own), facts: factsFor(own) }));
    const found = compared.filter(({ facts }) => facts.length > 0);
    const lines = found.map(({ bundled, facts }) => differences(bundled, facts));
    const agreeing = lines.filter((each) => each.length === 0).length;
    const { differences: reasons, notFound, ...numbers } = record;
    const recorded = Object.values(reasons).flatMap(linesOf);
    expect({
      notOnRecord: lines.flat().filter((line) => !recorded.includes(line)),
      noLongerDifferent: recorded.filter((line) => !lines.flat().includes(line)),
      recordedTwice: recorded.filter((line, place) => recorded.indexOf(line) !== place),
      notFound: compared
        .filter((each) => !found.includes(each))
        .map(({ bundled }) => bundled.own.name)
        .toSorted(),
      found: found.length,
      foundIn: counts(found.flatMap(({ facts }) => facts.map(({ source }) => source))),
      facts: found.flatMap(({ facts }) => facts.flatMap((each) => each.facts)).length,
      agreeing,
      differing: found.length - agreeing,
      unseenMethods: found.flatMap(({ bundled, facts }) => unseenMethods(bundled, facts)).length,
    }).toEqual({
      notOnRecord: [],
      noLongerDifferent: [],
      recordedTwice: [],
      notFound: Object.values(notFound).flatMap(wordsOf).toSorted(),
      ...numbers,
    });
  }

  const cimv2 = new SchemaIndex(loadBundled(['root/cimv2']));

  it.each(Object.entries(EDITS))('shows %s', (_, { className, from, to, more }) => {
    const own = cimv2.find('root/cimv2', className) ?? expect.fail(`there is no class ${className}`);
    const mof = printMof({ classes: [own], instances: [], qualifierDeclarations: [] });
    expect(mof).toContain(from);
    const [edited = own] = readMofText(mof.replace(from, to), { namespace: 'root/cimv2' }).schema.classes;
    const [before, after] = [own, edited].map((each) => differences(wholeClass(cimv2, each), factsFor(own)));
    expect(before).toEqual([]);
    expect(after).toEqual(more);
  });
});

/** The lines of a part of the record. */
function linesOf(record: string): readonly string[] {
  return record.replace(/\n\s+/g, ' ').trim().split('\n');
}

function wordsOf(record: string): readonly string[] {
  return record.trim().split(/\s+/);
}

function counts(words: readonly string[]): Readonly<Record<string, number>> {
  const found: Record<string, number> = {};
  for (const word of words) found[word] = (found[word] ?? 0) + 1;
  return found;
}
