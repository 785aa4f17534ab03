import { describe, expect, it } from 'vitest';
import { effectiveQualifier, type Feature, hasQualifier } from '../../../generator/model/index.js';
import type { CimFlavor, CimQualifier, SchemaValue } from '../../../runtime/schema/index.js';

const FLAVOR: CimFlavor = { overridable: true, toSubclass: true, toInstance: false, translatable: false };

function qualifier(name: string, value: SchemaValue, flavor: Partial<CimFlavor> = {}): CimQualifier {
  return { name, type: 'string', array: false, value, flavor: { ...FLAVOR, ...flavor } };
}

/** A feature from its declarations, the topmost superclass's first. */
function feature(...declarations: readonly (readonly CimQualifier[])[]): Feature {
  let link: Feature | null = null;
  for (const qualifiers of declarations) link = { declaration: { qualifiers }, overridden: link };
  if (link === null) throw new Error('a feature has at least one declaration');
  return link;
}

function value(name: string, of: Feature): SchemaValue | undefined {
  return effectiveQualifier(of, name)?.value;
}

describe('effectiveQualifier', () => {
  it('is the one declared, letter case aside', () => {
    expect(value('Units', feature([qualifier('units', 'Bytes')]))).toBe('Bytes');
    expect(value('Units', feature([]))).toBeUndefined();
  });

  it('is handed down to subclasses, and overridden by them', () => {
    expect(value('Units', feature([qualifier('Units', 'Bytes')], [], []))).toBe('Bytes');
    expect(value('Units', feature([qualifier('Units', 'Bytes')], [qualifier('Units', 'Bits')], []))).toBe('Bits');
  });

  it('stays with its class when it is restricted', () => {
    const restricted = qualifier('Version', '1', { toSubclass: false });
    expect(value('Version', feature([restricted], []))).toBeUndefined();
    expect(value('Version', feature([], [restricted]))).toBe('1');
    expect(value('Version', feature([qualifier('Version', '0')], [restricted], []))).toBeUndefined();
  });

  it('cannot be overridden where its flavor forbids that', () => {
    const fixed = qualifier('Key', true, { overridable: false });
    expect(hasQualifier(feature([fixed], [qualifier('Key', false)]), 'Key')).toBe(true);
    expect(hasQualifier(feature([fixed, qualifier('Other', 1)], [], [qualifier('Key', false)]), 'Key')).toBe(true);
  });
});
