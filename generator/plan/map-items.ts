import { plural } from '../diagnostics/index.js';
import { type Feature, qualifierItems } from '../model/index.js';
import type { Scope } from './scope.js';

/** An item of `ValueMap` or `BitMap`, with its name in `Values` or `BitValues`. */
export interface MapItem {
  readonly key: string;
  readonly name: string | undefined;
}

/** The qualifiers of an element that say what its values are. */
export interface MapSource {
  readonly feature: Feature;
  /** `Win32_Process.ExecutionState`. */
  readonly subject: string;
  readonly scope: Scope;
}

/**
 * Pairs the items of a qualifier of keys with those of a qualifier of names; null when the element has neither. When
 * their lengths differ, no key gets a name: it is unknown which belongs to which, and a wrong name is worse than none.
 *
 * @param keyOf the key of a name when there is no qualifier of keys
 */
export function mapItems(
  source: MapSource,
  [keysQualifier, namesQualifier]: readonly [keys: string, names: string],
  keyOf: (name: string, index: number) => string,
): readonly MapItem[] | null {
  const keys = qualifierItems(source.feature, keysQualifier);
  const names = qualifierItems(source.feature, namesQualifier);
  if (keys === undefined) return names?.map((name, index) => ({ key: keyOf(name, index), name })) ?? null;
  const isPaired = names?.length === keys.length;
  if (names !== undefined && !isPaired) {
    const counts = `${keysQualifier} has ${plural(keys.length, 'item', 'items')} and ${namesQualifier} ${names.length}`;
    warn(source, 'unpaired-names', `${counts}: its values bear no names`);
  }
  return keys.map((key, index) => ({ key, name: isPaired ? names[index] : undefined }));
}

/** Warns of items that are not values of the element's type. */
export function warnUnusable(source: MapSource, qualifier: string, type: string, keys: readonly string[]): void {
  if (keys.length === 0) return;
  const shown = keys.map((key) => JSON.stringify(key)).join(', ');
  warn(source, 'unusable-values', `items of ${qualifier} that are no ${type} are left out: ${shown}`);
}

/** Adds a warning about the values of an element. */
export function warn({ feature, subject, scope }: MapSource, code: string, message: string): void {
  scope.report.warn(feature.declaration, code, `${subject}: ${message}`);
}
