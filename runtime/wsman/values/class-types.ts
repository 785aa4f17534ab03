import type { DeclaredType, TypesByName } from '../../known-types.js';
import {
  type CimClass,
  type CimMethod,
  type CimTypedElement,
  elementClass,
  findQualifier,
  foldName,
} from '../../schema/index.js';

/** The types of the properties of a class that holds what it inherits. */
export function propertyTypes({ properties }: CimClass): TypesByName {
  return byName(
    properties.map((property) => {
      const type = declaredType(property);
      return findQualifier(property, 'Key')?.value === true ? { ...type, key: true } : type;
    }),
  );
}

/** The types of what a method gives back: its out-parameters, and `ReturnValue`. */
export function resultTypes({ parameters, returnType, qualifiers }: CimMethod): TypesByName {
  const outgoing = parameters.filter((parameter) => findQualifier(parameter, 'Out')?.value === true);
  const className = elementClass({ qualifiers });
  const returned = returnType === null ? [] : [{ name: 'ReturnValue', type: returnType, array: false, className }];
  return byName([...outgoing.map(declaredType), ...returned]);
}

function declaredType(element: CimTypedElement): DeclaredType {
  const { name, type, array } = element;
  return { name, type, array, className: elementClass(element) };
}

function byName(types: readonly DeclaredType[]): TypesByName {
  return new Map(types.map((type) => [foldName(type.name), type]));
}
