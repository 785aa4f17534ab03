import { effectiveQualifier, type Feature, type SchemaValue } from '../../runtime/schema/index.js';

/** The value of a qualifier in effect, or undefined. */
export function qualifierValue(feature: Feature, name: string): SchemaValue | undefined {
  return effectiveQualifier(feature, name)?.value;
}

/** The text of a string qualifier in effect; undefined when there is none or it is empty. */
export function qualifierText(feature: Feature, name: string): string | undefined {
  const value = qualifierValue(feature, name);
  return typeof value === 'string' && value.trim() !== '' ? value : undefined;
}

/** How many items an array qualifier in effect has; undefined when there is none. */
export function itemCount(feature: Feature, name: string): number | undefined {
  const value = qualifierValue(feature, name);
  return Array.isArray(value) ? value.length : undefined;
}

/**
 * The items of an array qualifier in effect, as text: some schemas have numbers where DSP0004 demands strings.
 *
 * @param most how many of them
 */
export function qualifierItems(feature: Feature, name: string, most?: number): readonly string[] | undefined {
  const value = qualifierValue(feature, name);
  if (!Array.isArray(value)) return undefined;
  const items = value.slice(0, most);
  return items.map((item) => (typeof item === 'string' || typeof item === 'number' ? String(item) : ''));
}
