import { describe, expect, it } from 'vitest';
import { FLAG_SPELLING } from '../../../generator/cli/generate-flags.js';
import { SchemaIndex, type SelectOptions, select } from '../../../generator/model/index.js';
import { LIBRARY_SPELLING } from '../../../generator/options/option-table.js';
import { readMofText } from '../../../generator/source/mof/index.js';

const MOF = `
class Base { [Key] string Id; };
class Other { };
class Embedded { Deep Inner; };
class Deep { };
class ByQualifier { };
class Derived : Base {
  Other REF Link;
  Embedded Part;
  [EmbeddedInstance("byqualifier")] string Text;
  uint32 Method([In] Parameter REF p);
};
class Parameter { };
class Alone { };
`;

function selectFrom(options: Partial<SelectOptions>, mof = MOF) {
  const index = new SchemaIndex(readMofText(mof, { namespace: 'root/test' }));
  const { classes, keptSuperclasses, diagnostics } = select(index, {
    namespaces: ['root/test'],
    classes: [],
    exclude: [],
    source: 'files',
    spelling: FLAG_SPELLING,
    ...options,
  });
  const names = (list: typeof classes) => list.map((cimClass) => cimClass.name);
  return { classes: names(classes), kept: names(keptSuperclasses), diagnostics };
}

describe('select', () => {
  it('takes every class when none is named', () => {
    expect(selectFrom({})).toEqual({
      classes: ['Base', 'Other', 'Embedded', 'Deep', 'ByQualifier', 'Derived', 'Parameter', 'Alone'],
      kept: [],
      diagnostics: [],
    });
  });

  it('adds superclasses, references, embedded classes and those of parameters, to the end', () => {
    expect(selectFrom({ classes: ['derived'] })).toEqual({
      classes: ['Base', 'Other', 'Embedded', 'Deep', 'ByQualifier', 'Derived', 'Parameter'],
      kept: [],
      diagnostics: [],
    });
  });

  it('matches globs without regard to letter case', () => {
    expect(selectFrom({ classes: ['D*', 'al?ne'], exclude: ['DER*'] }).classes).toEqual(['Deep', 'Alone']);
  });

  it('does not follow references to excluded classes, but keeps superclasses and says so', () => {
    expect(selectFrom({ classes: ['Derived'], exclude: ['Base', 'Other', 'Embedded'] })).toEqual({
      classes: ['Base', 'ByQualifier', 'Derived', 'Parameter'],
      kept: ['Base'],
      diagnostics: [],
    });
  });

  it('ends on cycles of references', () => {
    const mof = 'class A { B REF b; }; class B { A REF a; };';
    expect(selectFrom({ classes: ['A'] }, mof).classes).toEqual(['A', 'B']);
  });

  it('refuses what matches nothing', () => {
    expect(selectFrom({ classes: ['Derivd'], exclude: ['Win32_*'] }).diagnostics).toEqual([
      {
        severity: 'error',
        code: 'unknown-class',
        message: '--class "Derivd" matches no class',
        help: 'did you mean "Derived"?',
      },
      {
        severity: 'error',
        code: 'unknown-class',
        message: '--exclude "Win32_*" matches no class',
        help: 'the schema has 8 classes, for example Base, Other, Embedded',
      },
    ]);
  });

  it.each([
    ['Base, Other', 'each class takes a --class of its own: --class Base --class Other'],
    ['', 'the schema has 8 classes, for example Base, Other, Embedded'],
  ])('helps with %j', (glob, help) => {
    expect(selectFrom({ classes: [glob] }).diagnostics).toEqual([
      { severity: 'error', code: 'unknown-class', message: `--class "${glob}" matches no class`, help },
    ]);
  });

  it('calls options by their names for a caller of the library', () => {
    const { diagnostics } = selectFrom({ classes: ['Base, Other'], spelling: LIBRARY_SPELLING });
    expect(diagnostics).toEqual([
      {
        severity: 'error',
        code: 'unknown-class',
        message: 'classes "Base, Other" matches no class',
        help: 'each class is an item of classes by itself: ["Base","Other"]',
      },
    ]);
  });

  it('counts one class as one', () => {
    const help = 'the schema has 1 class, for example A';
    expect(selectFrom({ classes: ['Other*'] }, 'class A { };').diagnostics).toEqual([
      { severity: 'error', code: 'unknown-class', message: '--class "Other*" matches no class', help },
    ]);
  });

  it('refuses to select nothing', () => {
    expect(selectFrom({ exclude: ['*'] }).diagnostics.map(({ message }) => message)).toEqual([
      '--exclude leaves no class to generate',
    ]);
  });
});

describe('system classes of WMI', () => {
  const EVENT = 'class Event : __ExtrinsicEvent { [Key] uint32 N; __Trustee Who; }; class Plain { };';
  const SUPERCLASSES = ['__SystemClass', '__IndicationRelated', '__Event', '__ExtrinsicEvent'];

  it('are selected where a class needs them, and no others', () => {
    expect(selectFrom({}, EVENT)).toEqual({
      classes: ['Event', 'Plain', ...SUPERCLASSES, '__SecurityRelatedClass', '__Trustee'],
      kept: [],
      diagnostics: [],
    });
    expect(selectFrom({ classes: ['Plain'] }, EVENT).classes).toEqual(['Plain']);
    expect(selectFrom({ classes: ['*Event*'] }, EVENT).classes).toEqual(expect.not.arrayContaining(['__EventFilter']));
  });

  it('are selected by globs that begin as their names do', () => {
    expect(selectFrom({ classes: ['__extrinsic*'] }, EVENT).classes).toEqual(SUPERCLASSES);
    const all = selectFrom({ classes: ['__*', 'Plain'] }, EVENT);
    expect(all.classes).toContain('__Win32Provider');
    expect(all.classes).toContain('Plain');
    expect(all.classes).not.toContain('Event');
    expect(all.diagnostics).toEqual([]);
  });

  it('can be excluded, but for superclasses', () => {
    const { classes, kept, diagnostics } = selectFrom({ exclude: ['__*'] }, EVENT);
    expect([classes, kept, diagnostics]).toEqual([['Event', 'Plain', ...SUPERCLASSES], SUPERCLASSES, []]);
  });

  it('are suggested for a glob that is misspelt', () => {
    expect(selectFrom({ classes: ['__EventFiltr'] }, EVENT).diagnostics).toEqual([
      expect.objectContaining({ code: 'unknown-class', help: 'did you mean "__EventFilter"?' }),
    ]);
  });

  it('are those of the schema where it declares them', () => {
    const own = 'class __Event { uint8 Own; }; class Event : __Event { };';
    expect(selectFrom({}, own).classes).toEqual(['__Event', 'Event']);
    expect(selectFrom({ classes: ['__event'] }, own).classes).toEqual(['__Event']);
  });
});
