import { type CimInstance, CimReference } from './values/index.js';

/** What an operation is about: an instance that holds at least its keys, or its path. */
export type Target = CimInstance | CimReference;

/** The target as it travels. */
export function targetInstance(target: Target): CimInstance {
  return target instanceof CimReference ? target.toInstance() : target;
}
