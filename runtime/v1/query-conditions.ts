import type { CimObject } from './cim-object.js';
import type { Where } from './query-types.js';
import type { CimConstructor } from './types.js';

/** A condition on an embedded object: its class, and its properties. */
export class Isa<out T extends CimObject = CimObject> {
  readonly cls: CimConstructor<T>;
  readonly where: unknown;

  /** @internal Conditions come from {@link isa}. */
  constructor(cls: CimConstructor<T>, where: unknown) {
    this.cls = cls;
    this.where = where;
  }
}

/**
 * Holds for an embedded object of a class or its subclasses, whose properties are as the condition says.
 * @example
 * CIM_InstCreation.$subscribe(session, { where: { SourceInstance: isa(CIM_Fan, { Name: 'fan 1' }) } })
 */
export function isa<T extends CimObject>(cls: CimConstructor<T>, where?: Where<T>): Isa<T> {
  return new Isa(cls, where ?? {});
}
