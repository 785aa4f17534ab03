import type { CimQualifierDeclaration, CimScope, CimType } from '../../../../runtime/schema/index.js';
import { foldName } from '../../../../runtime/schema/index.js';
import type { QualifierDeclarationNode } from '../syntax/nodes.js';
import { writtenFlavor } from './flavors.js';
import type { Scope } from './run.js';
import { DEFAULT_FLAVOR, STANDARD_QUALIFIERS } from './standard-qualifiers.js';
import { compileValue } from './values.js';

/** A declaration without a type, which is Microsoft's old form, has DSP0004's, or is one of a string. */
export function compileQualifierDeclaration(node: QualifierDeclarationNode, scope: Scope): CimQualifierDeclaration {
  const standard = node.type === null ? STANDARD_QUALIFIERS.get(foldName(node.name.text)) : undefined;
  const type = (node.type?.text.toLowerCase() as CimType | undefined) ?? standard?.type ?? 'string';
  const array = standard?.array ?? node.array;
  const declaration: CimQualifierDeclaration = {
    namespace: scope.namespace,
    name: node.name.text,
    type,
    array,
    ...(node.value === null ? {} : { defaultValue: compileValue(node.value, { type, array }, scope) }),
    scopes: node.scopes.map((word) => word.text.toLowerCase() as CimScope),
    flavor: writtenFlavor(node.flavors, standard?.flavor ?? DEFAULT_FLAVOR),
  };
  return scope.origins.mark(declaration, scope.problems, node.name);
}
