import { CHANGE_KINDS, type ChangeKind } from './change-kinds.js';

/** A difference between two schemas, as callers of the generated classes see it. */
export interface SchemaChange extends ElementChange {
  /** The class where the change arises, as it was before if it was there: `root/cimv2:Win32_Process`. */
  readonly class: string;
  /** True when code that uses the class may not compile any more, or may make calls that are now refused. */
  readonly breaking: boolean;
  /** A sentence without the class and without a full stop: `property State is gone`. */
  readonly message: string;
}

/** A change in a class, before it is known where the change arises. */
export interface ElementChange {
  readonly kind: ChangeKind;
  /**
   * What changed in the class: `property State`, `method Create`, `parameter Create.CommandLine`,
   * `return value Create`, `constant Win32_Service_State`, `value Win32_Service_State.Running`,
   * `interface Win32_Process_Create_In`. Null for the class itself.
   */
  readonly element: string | null;
  /** What was there before, as a short text: a type in TypeScript, a name, a value. Null where the kind says all. */
  readonly before: string | null;
  readonly after: string | null;
}

export function elementChange(
  kind: ChangeKind,
  element: string | null,
  before: string | null = null,
  after: string | null = null,
): ElementChange {
  return { kind, element, before, after };
}

export function schemaChange(path: string, change: ElementChange): SchemaChange {
  const { kind, element, before, after } = change;
  const { breaking, says } = CHANGE_KINDS[kind];
  return { class: path, ...change, breaking, message: `${element ?? 'class'} ${says(before ?? '', after ?? '')}` };
}
