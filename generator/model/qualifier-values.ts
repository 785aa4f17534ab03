import { type CimQualifier, foldName, type SchemaValue } from '../../runtime/schema/index.js';

/** Something that has qualifiers. */
export interface Qualified {
  readonly qualifiers: readonly CimQualifier[];
}

/**
 * A property, method or parameter as one class declares it, with the declaration that it redeclares. The qualifiers in
 * effect follow from this chain (DSP0004 5.6.1.3).
 */
export interface Feature<T extends Qualified = Qualified> {
  readonly declaration: T;
  /** The nearest declaration of the same feature in a superclass. */
  readonly overridden: Feature<T> | null;
}

/** The qualifier that the declaration itself has. */
export function ownQualifier(element: Qualified, name: string): CimQualifier | undefined {
  return element.qualifiers.find(
    (qualifier) => qualifier.name.length === name.length && foldName(qualifier.name) === foldName(name),
  );
}

/** The qualifier in effect: the declared one, else the one inherited from a superclass (flavor ToSubclass). */
export function effectiveQualifier(feature: Feature, name: string): CimQualifier | undefined {
  const declarations: Qualified[] = [];
  for (let link: Feature | null = feature; link !== null; link = link.overridden) declarations.push(link.declaration);
  let inEffect: CimQualifier | undefined;
  for (const declaration of declarations.reverse()) {
    const inherited = inEffect?.flavor.toSubclass === true ? inEffect : undefined;
    // With the flavor DisableOverride, the subclass cannot change the qualifier.
    if (inherited?.flavor.overridable === false) continue;
    inEffect = ownQualifier(declaration, name) ?? inherited;
  }
  return inEffect;
}

/** The value of a qualifier in effect, or undefined. */
export function qualifierValue(feature: Feature, name: string): SchemaValue | undefined {
  return effectiveQualifier(feature, name)?.value;
}

/** True when a boolean qualifier is in effect and not false. */
export function hasQualifier(feature: Feature, name: string): boolean {
  return qualifierValue(feature, name) === true;
}

/** The text of a string qualifier in effect; undefined when there is none or it is empty. */
export function qualifierText(feature: Feature, name: string): string | undefined {
  const value = qualifierValue(feature, name);
  return typeof value === 'string' && value.trim() !== '' ? value : undefined;
}

/** The items of an array qualifier in effect, as text: some schemas have numbers where DSP0004 demands strings. */
export function qualifierItems(feature: Feature, name: string): readonly string[] | undefined {
  const value = qualifierValue(feature, name);
  if (!Array.isArray(value)) return undefined;
  return value.map((item) => (typeof item === 'string' || typeof item === 'number' ? String(item) : ''));
}

/** The items of a string array qualifier in effect; undefined when there is none, or an item is no string. */
export function qualifierTexts(feature: Feature, name: string): readonly string[] | undefined {
  const value = qualifierValue(feature, name);
  return Array.isArray(value) && value.every((item) => typeof item === 'string') ? value : undefined;
}
