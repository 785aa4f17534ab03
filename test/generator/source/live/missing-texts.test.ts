import { parseMof } from 'mi-codegen';
import { describe, expect, it } from 'vitest';
import { LIBRARY_SPELLING } from '../../../../generator/options/option-table.js';
import { noteMissingTexts } from '../../../../generator/source/live/missing-texts.js';

const notes = (mof: string, amend: readonly string[] = []) =>
  noteMissingTexts(parseMof(mof, { namespace: 'root/test' }).schema.classes, amend, LIBRARY_SPELLING);

describe('the note about missing texts', () => {
  it('names the option that adds them where there are qualifiers, and none is a description', () => {
    expect(notes('class A { [Key] string Id; }; class B { };')).toEqual([
      'no class has a description: amend adds the texts of MOF files to the schema',
    ]);
  });

  it.each([
    ['a class', '[Description("A")] class A { [Key] string Id; };'],
    ['a property', 'class A { [Key, description("Id")] string Id; };'],
    ['a method', 'class A { [Key] string Id; [Description("Run")] void Run(); };'],
  ])('is not there where %s has a description', (_, mof) => {
    expect(notes(mof)).toEqual([]);
  });

  it('is not there where there are no qualifiers at all, and where files are named', () => {
    expect(notes('class A { string Id; };')).toEqual([]);
    expect(notes('class A { [Key] string Id; };', ['a.mfl'])).toEqual([]);
  });
});
