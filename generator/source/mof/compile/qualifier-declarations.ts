import {
  type CimFlavor,
  type CimQualifierDeclaration,
  type CimScope,
  type CimType,
  foldName,
} from '../../../../runtime/schema/index.js';
import type { NameNode, QualifierDeclarationNode } from '../syntax/nodes.js';
import type { CompileContext } from './compile-context.js';
import { writtenFlavor } from './flavors.js';
import { DEFAULT_FLAVOR, STANDARD_QUALIFIERS } from './standard-qualifiers.js';
import { compileValue } from './values.js';

export function compileQualifierDeclaration(
  node: QualifierDeclarationNode,
  typeName: NameNode,
  context: CompileContext,
): CimQualifierDeclaration {
  const { name, array, value } = node;
  const type = typeName.text.toLowerCase() as CimType;
  const declaration: CimQualifierDeclaration = {
    namespace: context.namespace,
    name: name.text,
    type,
    array,
    ...(value === null ? {} : { defaultValue: compileValue(value, { type, array }, context) }),
    scopes: node.scopes.map((word) => word.text.toLowerCase() as CimScope),
    flavor: writtenFlavor(node.flavors, DEFAULT_FLAVOR),
  };
  return context.origins.mark(declaration, context.diagnostics, name);
}

/**
 * The flavor of uses that a declaration of Microsoft's old form gives: `Qualifier Description : ToSubclass Amended;`.
 */
export function flavorOfUses({ name, flavors }: QualifierDeclarationNode): CimFlavor {
  return writtenFlavor(flavors, STANDARD_QUALIFIERS.get(foldName(name.text))?.flavor ?? DEFAULT_FLAVOR);
}
