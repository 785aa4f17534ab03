import type { CimQualifier } from './cim-class.js';
import { foldName } from './cim-name.js';

/** What bears qualifiers: the declaration of a class, a property, a method or a parameter. */
export interface Qualified {
  readonly qualifiers: readonly CimQualifier[];
}

/** A declaration together with the one that it overrides. Qualifiers are inherited along this chain. */
export interface Feature<T extends Qualified = Qualified> {
  readonly declaration: T;
  /** The nearest declaration of the same feature in a superclass. */
  readonly overridden: Feature<T> | null;
}

/** The qualifier as the declaration itself has it. */
export function findQualifier(declaration: Qualified, name: string): CimQualifier | undefined {
  const { qualifiers } = declaration;
  // By index: this is looked for on each feature of a schema, and an iterator costs more than the search.
  for (let index = 0; index < qualifiers.length; index++) {
    const qualifier = qualifiers[index];
    if (qualifier?.name.length !== name.length) continue;
    // Nearly all schemas spell the names of qualifiers as DSP0004 does.
    if (qualifier.name === name || foldName(qualifier.name) === foldName(name)) return qualifier;
  }
  return undefined;
}

/**
 * The qualifier in effect on a declaration (DSP0004 5.6.1.3): its own one, or an inherited one with the flavor
 * ToSubclass. An inherited one with the flavors ToSubclass and DisableOverride hides its own one.
 *
 * @param inherited the qualifier in effect on the declaration that this one overrides.
 */
export function inheritQualifier(
  declaration: Qualified,
  name: string,
  inherited: CimQualifier | undefined,
): CimQualifier | undefined {
  if (inherited?.flavor.toSubclass !== true) return findQualifier(declaration, name);
  return inherited.flavor.overridable ? (findQualifier(declaration, name) ?? inherited) : inherited;
}

/** The qualifiers in effect on features that redeclare others, as far as they were looked for. */
const inEffect = new WeakMap<Feature, Map<string, CimQualifier | undefined>>();

/** The qualifier in effect on a feature. */
export function effectiveQualifier({ declaration, overridden }: Feature, name: string): CimQualifier | undefined {
  return inheritQualifier(declaration, name, overridden === null ? undefined : inheritedQualifier(overridden, name));
}

/** The same, remembered: each feature of a long chain of redeclarations would look at all before it. */
function inheritedQualifier(feature: Feature, name: string): CimQualifier | undefined {
  if (feature.overridden === null) return findQualifier(feature.declaration, name);
  let known = inEffect.get(feature);
  if (known === undefined) {
    known = new Map();
    inEffect.set(feature, known);
  }
  if (!known.has(name)) known.set(name, effectiveQualifier(feature, name));
  return known.get(name);
}

/** True when a boolean qualifier is in effect on a feature, and its value is true. */
export function hasQualifier(feature: Feature, name: string): boolean {
  return effectiveQualifier(feature, name)?.value === true;
}
