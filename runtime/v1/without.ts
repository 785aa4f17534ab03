import type { CimConstructor, CimObject } from './cim-object.js';
import type { CimInit } from './object-state.js';

/** `C` without the members that a CIM subclass redeclares in a way TypeScript does not allow. */
export type Without<
  C extends CimConstructor,
  Member extends PropertyKey,
  Static extends PropertyKey = never,
> = (abstract new (
  init: CimInit,
) => CimObject & Omit<InstanceType<C>, Member | keyof CimObject>) &
  Omit<C, Static | 'prototype'>;
