import type { PlannedClass, TypedElement, ValueMap } from '../plan/planned.js';
import { isIdentifier } from '../plan/typescript-names.js';
import { type ElementChange, elementChange } from './schema-change.js';

/** The constants that a class's module exports, by identifier. */
export type Constants = ReadonlyMap<string, ValueMap>;

export function constantsOf({ maps }: PlannedClass): Constants {
  return new Map(maps.flatMap(({ map, aliases }) => [map, ...aliases]).map((map) => [map.identifier, map]));
}

/**
 * How the constants of an element changed. A constant belongs to the module of the class whose declaration names the
 * values: the other classes have nothing to say about it.
 *
 * @param constants those of the class before and after
 */
export function valueChanges(
  before: TypedElement,
  after: TypedElement,
  constants: { readonly before: Constants; readonly after: Constants },
): ElementChange[] {
  const [known, present] = [own(before, constants.before), own(after, constants.after)];
  const successor = known === null ? undefined : constants.after.get(known.identifier);
  const changes: ElementChange[] = [];
  if (known !== null && successor === undefined) {
    changes.push(elementChange('constant-gone', constantName(known), null, after.map?.identifier ?? null));
  } else if (known !== null && successor !== undefined) {
    changes.push(...entryChanges(known, successor), ...rangeChanges(known, successor));
  }
  if (present !== null && !constants.before.has(present.identifier)) {
    changes.push(elementChange('constant-added', constantName(present)));
  }
  return changes;
}

function own({ map }: TypedElement, constants: Constants): ValueMap | null {
  return map !== null && constants.get(map.identifier) === map ? map : null;
}

function constantName({ identifier }: ValueMap): string {
  return `constant ${identifier}`;
}

function entryChanges(before: ValueMap, after: ValueMap): ElementChange[] {
  const [known, present] = [valuesByName(before), valuesByName(after)];
  /** The new names of values. */
  const renamed = new Map(
    Array.from(present)
      .filter(([name]) => !known.has(name))
      .map(([name, value]) => [value, name]),
  );
  const changes: ElementChange[] = [];
  for (const [name, value] of known) {
    const element = valueName(before, name);
    const [valueAfter, newName] = [present.get(name), renamed.get(value)];
    if (valueAfter === undefined && newName === undefined) {
      changes.push(elementChange('value-gone', element, value));
    } else if (valueAfter === undefined && newName !== undefined) {
      changes.push(elementChange('value-renamed', element, name, newName));
      present.delete(newName);
    } else if (valueAfter !== undefined && valueAfter !== value && before.kind === after.kind) {
      // Where the kind of the values is another one, so is the type of the element: that is said there.
      changes.push(elementChange('value-changed', element, value, valueAfter));
    }
  }
  const added = Array.from(present).filter(([name]) => !known.has(name));
  return [
    ...changes,
    ...added.map(([name, value]) => elementChange('value-added', valueName(after, name), null, value)),
  ];
}

function valuesByName({ entries }: ValueMap): Map<string, string> {
  return new Map(entries.map(({ name, value }) => [name, String(value)]));
}

/** `value Win32_Service_State.Running`, `value Win32_Service_State["Start Pending"]`. */
function valueName({ identifier }: ValueMap, name: string): string {
  return `value ${identifier}${isIdentifier(name) ? `.${name}` : `[${JSON.stringify(name)}]`}`;
}

function rangeChanges(before: ValueMap, after: ValueMap): ElementChange[] {
  const text = ({ ranges }: ValueMap) => ranges.map(({ name, value }) => `${value} ${name}`).join(', ');
  if (text(before) === text(after)) return [];
  return [elementChange('ranges-changed', constantName(before), text(before), text(after))];
}
