import { type CimFlavor, type CimQualifierDeclaration, foldName } from '../../../../runtime/schema/index.js';
import { DEFAULT_FLAVOR, type QualifierType, STANDARD_QUALIFIERS } from './standard-qualifiers.js';

/** The types and flavors of declared qualifiers. A qualifier may be used before it is declared. */
export class QualifierTypes {
  readonly #declared = new Map<string, QualifierType>();
  readonly #flavors = new Map<string, CimFlavor>();
  readonly #names = new Set(STANDARD_QUALIFIERS.keys());

  constructor(declarations: readonly CimQualifierDeclaration[]) {
    for (const declaration of declarations) {
      this.#declared.set(key(declaration.namespace, declaration.name), declaration);
      this.#names.add(foldName(declaration.name));
    }
  }

  /** Adds a declaration of the old form, which has no type. */
  addFlavor(namespace: string, name: string, flavor: CimFlavor): void {
    this.#flavors.set(key(namespace, name), flavor);
    this.#names.add(foldName(name));
  }

  /** Whether a qualifier is declared in any namespace, or by DSP0004. */
  isKnown(name: string): boolean {
    return this.#names.has(foldName(name));
  }

  /** The type that a declaration in the namespace gives; undefined when there is none. */
  declared(namespace: string, name: string): QualifierType | undefined {
    return this.#declared.get(key(namespace, name));
  }

  /** The flavor of a use without flavor words: as declared in the namespace, as DSP0004 declares it, or the default. */
  flavor(namespace: string, name: string): CimFlavor {
    return (
      this.declared(namespace, name)?.flavor ??
      this.#flavors.get(key(namespace, name)) ??
      STANDARD_QUALIFIERS.get(foldName(name))?.flavor ??
      DEFAULT_FLAVOR
    );
  }
}

function key(namespace: string, name: string): string {
  return foldName(`${namespace}:${name}`);
}
