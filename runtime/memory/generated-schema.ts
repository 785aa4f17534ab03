import {
  type CimClass,
  type CimMethod,
  type CimParameter,
  type CimProperty,
  type CimQualifier,
  type CimSchema,
  type CimTypedElement,
  classKey,
  DEFAULT_FLAVOR,
  foldName,
  systemClasses,
} from '../schema/index.js';
import type { DeclaredElement, GeneratedClass, Method, Parameter, Property } from '../v1/generated-class.js';

/** The declarations that were made from tables of generated classes. */
const fromTables = new WeakSet<CimClass>();

/** True for a declaration of a {@link generatedSchema}: it lacks what tables do not hold. */
export function isFromTable(declaration: CimClass): boolean {
  return fromTables.has(declaration);
}

/**
 * The schema that generated classes and their superclasses tell. Their tables hold no default values, texts and limits
 * of texts, and not which classes are abstract. A class with two references is an association (DSP0004 5.6.3.4), unless
 * it is one of events. Classes that others refer to or embed are not in it: objects of unknown classes are allowed.
 */
export function generatedSchema(classes: readonly GeneratedClass[]): CimSchema {
  const declarations = new Map<string, CimClass>();
  for (const cls of classes) {
    for (let link: GeneratedClass | null = cls; link !== null; link = link.superclass) {
      const key = classKey(link.namespace, link.name);
      if (!declarations.has(key) && !isSystemClass(link)) declarations.set(key, declarationOf(link));
    }
  }
  return { qualifierDeclarations: [], classes: [...declarations.values()], instances: [] };
}

/** Every namespace of a repository has WMI's system classes already, with all that is known of them. */
function isSystemClass({ namespace, name }: GeneratedClass): boolean {
  return systemClasses(namespace).some((known) => foldName(known.name) === foldName(name));
}

function declarationOf(generated: GeneratedClass): CimClass {
  const { namespace, name, superclass, ownMethods } = generated;
  const properties = [...generated.properties.values()];
  const references = properties.filter(({ type }) => type === 'reference').length;
  const isIndication = generated.isA('CIM_Indication');
  const isAssociation = references >= 2 && !isIndication && !generated.isA('__Event');
  const declaration = {
    namespace,
    name,
    superclass: superclass?.name ?? null,
    qualifiers: [...flag('Indication', isIndication), ...flag('Association', isAssociation)],
    properties: properties.filter(({ owner }) => owner === generated).map(propertyOf),
    methods: ownMethods.map(methodOf),
  };
  fromTables.add(declaration);
  return declaration;
}

function propertyOf(property: Property): CimProperty {
  return typedElement(property, [...flag('Key', property.key), ...flag('Write', property.writable)]);
}

function methodOf({ name, isStatic, parameters, returns }: Method): CimMethod {
  const { type, qualifiers } = returns === null ? { type: null, qualifiers: [] } : typedElement(returns, []);
  return {
    name,
    returnType: type,
    parameters: parameters.map(parameterOf),
    qualifiers: [...flag('Static', isStatic), ...qualifiers],
  };
}

/** It also says what a parameter is not, since the superclass's may be that. */
function parameterOf(parameter: Parameter): CimParameter {
  return typedElement(parameter, [
    qualifier('In', parameter.in),
    qualifier('Out', parameter.out),
    qualifier('Required', parameter.required),
    ...flag('Stream', parameter.streamed),
  ]);
}

function typedElement(element: DeclaredElement, qualifiers: readonly CimQualifier[]): CimTypedElement {
  const { name, type, array, arraySize, className, octets, inString } = element;
  const size = arraySize === null ? {} : { arraySize };
  const all = [...qualifiers, ...flag('OctetString', octets)];
  if (!inString) return { name, type, array, ...size, ...(className === null ? {} : { className }), qualifiers: all };
  const embedded = className === null ? qualifier('EmbeddedObject', true) : qualifier('EmbeddedInstance', className);
  return { name, type: 'string', array, ...size, qualifiers: [...all, embedded] };
}

function flag(name: string, value: boolean): readonly CimQualifier[] {
  return value ? [qualifier(name, true)] : [];
}

function qualifier(name: string, value: boolean | string): CimQualifier {
  return { name, type: typeof value === 'string' ? 'string' : 'boolean', array: false, value, flavor: DEFAULT_FLAVOR };
}
