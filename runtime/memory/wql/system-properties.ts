import { type CimElement, type CimInstance, CimReference } from '../../values/index.js';
import type { RepositoryClass } from '../repository-class.js';

type Reader = (instance: CimInstance, cimClass: RepositoryClass | undefined) => string | null;

/** What WMI's system properties say of an instance, by folded name. */
const READERS: Readonly<Record<string, Reader>> = {
  __class: ({ className }) => className,
  __superclass: (_, cimClass) => cimClass?.superclass?.name ?? null,
  __dynasty: (_, cimClass) => (cimClass && ([...cimClass.chain()].at(-1)?.name ?? null)) || null,
  __namespace: ({ namespace }) => namespace,
  __relpath: ({ className, elements }) => {
    return new CimReference(
      className,
      elements.filter(({ key }) => key === true),
    ).toString();
  },
};

/** Those that a query may select, although nothing comes of it: an instance bears its class and namespace anyway. */
const SELECTABLE: ReadonlySet<string> = new Set([
  ...Object.keys(READERS),
  '__path',
  '__server',
  '__genus',
  '__derivation',
  '__property_count',
]);

export function isSelectableSystemProperty(name: string): boolean {
  return SELECTABLE.has(name.toLowerCase());
}

/** A system property as an element; undefined when there is none of the name. */
export function systemElement(
  name: string,
  instance: CimInstance,
  cimClass: RepositoryClass | undefined,
): CimElement | undefined {
  const folded = name.toLowerCase();
  if (!isSystemProperty(name)) return undefined;
  return { name, type: 'string', array: false, value: READERS[folded]?.(instance, cimClass) ?? null };
}

/** True for the system properties that a condition can test. */
export function isSystemProperty(name: string): boolean {
  return Object.hasOwn(READERS, name.toLowerCase());
}
