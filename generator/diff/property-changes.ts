import type { PlannedProperty } from '../plan/planned.js';
import { hasSameDocumentation } from './documentation.js';
import { type ElementChange, elementChange } from './schema-change.js';
import { typeChanges } from './type-changes.js';

/** How a property changed that a class has before and after. */
export function propertyChanges(before: PlannedProperty, after: PlannedProperty): ElementChange[] {
  const element = `property ${before.name}`;
  const isChecked = after.key || after.writable;
  return [
    ...spellingChange(element, before.member, after.member),
    ...typeChanges(element, before, after, { isRead: true, isGiven: true, isChecked }),
    ...accessChanges(element, before, after),
    ...(hasSameDocumentation(before, after) ? [] : [elementChange('documentation-changed', element)]),
  ];
}

/** TypeScript tells names apart by letter case, which CIM does not. */
export function spellingChange(element: string | null, before: string, after: string): ElementChange[] {
  return before === after ? [] : [elementChange('spelling-changed', element, before, after)];
}

/** A key is never null, and is not written: only that it is a key is said. */
function accessChanges(element: string, before: PlannedProperty, after: PlannedProperty): ElementChange[] {
  if (before.key !== after.key) return [elementChange(after.key ? 'key-added' : 'key-gone', element)];
  const changes: ElementChange[] = [];
  if (before.writable !== after.writable) {
    changes.push(elementChange(after.writable ? 'write-gained' : 'write-lost', element));
  }
  if (!before.nullable && after.nullable) changes.push(elementChange('null-possible', element));
  if (before.nullable && !after.nullable) {
    changes.push(elementChange(before.writable && after.writable ? 'null-refused' : 'null-gone', element));
  }
  return changes;
}
