import { foldName } from '../../schema/index.js';
import { hasText } from '../../values/cim-reference.js';
import { type CimElement, type CimInstance, CimReference } from '../../values/index.js';
import type { RepositoryClass } from '../repository-class.js';

type Reader = (instance: CimInstance, cimClass: RepositoryClass | undefined) => string | null | undefined;

/** Readers of the system properties of WMI that a condition can test, by folded name. */
const READERS: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ['__class', ({ className }) => className],
  ['__superclass', (_, cimClass) => cimClass?.superclass?.name],
  ['__dynasty', (_, cimClass) => (cimClass === undefined ? null : [...cimClass.chain()].at(-1)?.name)],
  ['__namespace', ({ namespace }) => namespace],
  ['__relpath', relativePath],
]);

/** System properties that can be selected. That has no effect: an instance has its class and namespace anyway. */
const SELECTABLE: ReadonlySet<string> = new Set([
  ...READERS.keys(),
  '__path',
  '__server',
  '__genus',
  '__derivation',
  '__property_count',
]);

function relativePath({ className, elements }: CimInstance): string | null {
  const keys = elements.filter(({ key }) => key === true);
  const path = new CimReference(className, keys);
  return hasText(path) ? path.toString() : null;
}

export function isSelectableSystemProperty(name: string): boolean {
  return SELECTABLE.has(foldName(name));
}

/** True for the system properties that a condition can test. */
export function isSystemProperty(name: string): boolean {
  return READERS.has(foldName(name));
}

/** A system property as an element; undefined when no condition can test a property of that name. */
export function systemElement(
  name: string,
  instance: CimInstance,
  cimClass: RepositoryClass | undefined,
): CimElement | undefined {
  const read = READERS.get(foldName(name));
  return read && { name, type: 'string', array: false, value: read(instance, cimClass) ?? null };
}
