import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EffectiveQualifiers, qualifierSet } from '../../../generator/model/index.js';
import { type CimQualifier, effectiveQualifier, type Feature } from '../../../runtime/schema/index.js';

const NAMES = ['Key', 'Write', 'MaxLen'] as const;

const qualifiers = fc.array(
  fc.record({
    name: fc.constantFrom('Key', 'key', 'WRITE', 'Write', 'MaxLen', 'Override', 'X'),
    value: fc.integer(),
    overridable: fc.boolean(),
    toSubclass: fc.boolean(),
  }),
  { maxLength: 5 },
);

/** A chain of redeclarations, the highest declaration first. */
const chains = fc.array(qualifiers, { minLength: 1, maxLength: 4 }).map((declarations) =>
  declarations.map((declared) =>
    declared.map(({ name, value, overridable, toSubclass }): CimQualifier => {
      const flavor = { overridable, toSubclass, toInstance: false, translatable: false };
      return { name, type: 'sint32', array: false, value, flavor };
    }),
  ),
);

describe('the qualifiers in effect on a feature', () => {
  it('are those that are found one by one', () => {
    fc.assert(
      fc.property(chains, (chain) => {
        let feature: Feature | null = null;
        let found: EffectiveQualifiers | null = null;
        for (const declared of chain) {
          feature = { declaration: { qualifiers: declared }, overridden: feature };
          found = new EffectiveQualifiers(feature.declaration, found);
          for (const name of NAMES) {
            const wanted = effectiveQualifier(feature, name)?.value;
            expect(found.value(name)).toBe(wanted);
            expect(found.hasAny(qualifierSet([name]))).toBe(wanted !== undefined);
          }
        }
      }),
    );
  });

  it('are some of a set where one of them is in it', () => {
    const flavor = { overridable: true, toSubclass: true, toInstance: false, translatable: false };
    const key: CimQualifier = { name: 'KEY', type: 'boolean', array: false, value: true, flavor };
    const found = new EffectiveQualifiers({ qualifiers: [key] }, null);
    expect(found.hasAny(qualifierSet(['Write', 'Key']))).toBe(true);
    expect(found.hasAny(qualifierSet(['Write', 'Version']))).toBe(false);
    expect([found.isTrue('Key'), found.isDeclared('Key'), found.isDeclared('Write')]).toEqual([true, true, false]);
  });
});
