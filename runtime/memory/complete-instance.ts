import { CimInstance, type CimValue } from '../values/index.js';
import { ValueChecker } from './check-value.js';
import type { ClassStore } from './class-store.js';
import { within } from './invalid-value.js';
import type { RepositoryClass, RepositoryProperty } from './repository-class.js';
import { SchemaValues, typedElement } from './schema-values.js';

/**
 * The instance with all properties of its class. A property that is not given gets its default value, or null.
 * @throws InvalidValue NO_SUCH_PROPERTY, INVALID_PARAMETER, TYPE_MISMATCH
 */
export function completeInstance(classes: ClassStore, cimClass: RepositoryClass, given: CimInstance): CimInstance {
  new ValueChecker(classes, cimClass.namespace).checkInstance(cimClass, given);
  const schemaValues = new SchemaValues(classes, cimClass.namespace);
  const propertyValue = (property: RepositoryProperty): CimValue => {
    const element = given.element(property.name);
    if (element !== undefined) return element.value;
    return within(`${cimClass.name}.${property.name}`, () => schemaValues.defaultValue(property));
  };
  const elements = Array.from(cimClass.properties.values(), (property) =>
    typedElement(property, propertyValue(property)),
  );
  return new CimInstance(cimClass.name, elements, cimClass.namespace);
}
