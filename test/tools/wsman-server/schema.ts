import { isMiError } from '../../../runtime/errors.js';
import type { ProtocolSession } from '../../../runtime/protocol.js';
import { type CimClass, foldName, hasQualifier, withInherited } from '../../../runtime/schema/index.js';
import { perform } from './perform.js';

/** A class with all that it inherits. */
export interface WholeClass {
  /** With inherited elements. */
  readonly whole: CimClass;
  /** As it is declared. */
  readonly own: CimClass;
  /** Null for a root class. */
  readonly superclass: WholeClass | null;
}

/** Finds the classes that say which types values have. Whole classes are remembered. */
export class Schema {
  readonly #session: ProtocolSession;
  readonly #known = new Map<string, WholeClass>();

  constructor(session: ProtocolSession) {
    this.#session = session;
  }

  /** @throws MiError when the class or the namespace is not known. */
  async require(namespace: string, className: string): Promise<WholeClass> {
    const key = foldName(`${namespace}:${className}`);
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const request = { kind: 'getClass', namespace, className, options: {} } as const;
    const [own] = (await perform(this.#session, request, null)).classes;
    if (own === undefined) throw new Error(`getClass gave no class for ${namespace}:${className}`);
    const found = await this.complete(own);
    this.#known.set(key, found);
    return found;
  }

  /** A class that was found, with all that it inherits. */
  async complete(own: CimClass): Promise<WholeClass> {
    if (own.superclass === null) return { whole: own, own, superclass: null };
    const superclass = await this.find(own.namespace, own.superclass);
    return { whole: superclass === null ? own : withInherited(own, superclass.whole), own, superclass };
  }

  /** The class; null where it is not known. */
  async find(namespace: string, className: string): Promise<WholeClass | null> {
    try {
      return await this.require(namespace, className);
    } catch (error) {
      if (isMiError(error) && (error.result === 'INVALID_CLASS' || error.result === 'INVALID_NAMESPACE')) return null;
      throw error;
    }
  }
}

/** True for a property that is a key. */
export function isKey(property: CimClass['properties'][number]): boolean {
  return hasQualifier({ declaration: property, overridden: null }, 'Key');
}
