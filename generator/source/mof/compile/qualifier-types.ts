import { type CimQualifierDeclaration, foldName } from '../../../../runtime/schema/index.js';
import { type QualifierType, STANDARD_QUALIFIERS } from './standard-qualifiers.js';

/** The types of qualifiers: those the declarations of a schema give them, and DSP0004's. */
export class QualifierTypes {
  readonly #declared = new Map<string, QualifierType>();

  constructor(declarations: readonly CimQualifierDeclaration[]) {
    for (const declaration of declarations) {
      this.#declared.set(key(declaration.namespace, declaration.name), declaration);
    }
  }

  /** What a declaration in the namespace says; qualifiers may be used before they are declared. */
  declared(namespace: string, name: string): QualifierType | undefined {
    return this.#declared.get(key(namespace, name));
  }

  /** What to expect of a qualifier; undefined when nobody declares it. */
  find(namespace: string, name: string): QualifierType | undefined {
    return this.declared(namespace, name) ?? STANDARD_QUALIFIERS.get(foldName(name));
  }
}

function key(namespace: string, name: string): string {
  return foldName(`${namespace}:${name}`);
}
