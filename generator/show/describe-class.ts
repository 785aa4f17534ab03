import { type CimClass, type CimProperty, foldName, type SchemaValue } from '../../runtime/schema/index.js';
import type { ValueLimits } from '../../runtime/v1/class-table.js';
import { collectedType, inputType, outputType } from '../emit/type-text.js';
import type { ImportExtension } from '../emit/view-model.js';
import { EffectiveQualifiers, type SchemaIndex } from '../model/index.js';
import type {
  ElementValues,
  PlannedClass,
  PlannedMethod,
  PlannedNamespace,
  PlannedParameter,
  PlannedProperty,
} from '../plan/planned.js';
import { associationsOf, rolesOf } from './class-associations.js';
import type {
  ClassDescription,
  Documentation,
  ElementDescription,
  LimitsDescription,
  MethodDescription,
  ParameterDescription,
  PropertyDescription,
  ReturnsDescription,
  ValuesDescription,
} from './class-description.js';
import { kindsOf } from './class-kinds.js';
import { callStatement, importStatement, namespaceModule, objectStatements } from './usage.js';

/** Where a class is generated to. */
export interface OutputPlace {
  readonly out: string;
  readonly importExtension: ImportExtension;
}

/**
 * Describes a class.
 *
 * @param namespace of the plan; it has the class, and what the class needs
 * @param alsoIn further namespaces that have a class of this name
 */
export function describeClass(
  index: SchemaIndex,
  namespace: PlannedNamespace,
  planned: PlannedClass,
  { out, importExtension }: OutputPlace,
  alsoIn: readonly string[] = [],
): ClassDescription {
  const { source, identifier } = planned;
  const properties = describeProperties(namespace, planned);
  const kinds = kindsOf(index, source);
  return {
    kind: 'class',
    namespace: namespace.name,
    name: source.name,
    alsoIn,
    ...documentationOf(new EffectiveQualifiers(source, null)),
    ...kinds,
    superclasses: superclassesOf(index, source),
    subclasses: subclassesOf(index, source),
    typescript: {
      identifier,
      import: importStatement(identifier, namespaceModule(out, namespace.folder, importExtension)),
      objects: objectStatements({ name: source.name, identifier, ...kinds, properties }),
    },
    properties,
    methods: describeMethods(namespace, planned),
    roles: kinds.association ? rolesOf(index, source) : [],
    associations: associationsOf(index, source),
  };
}

function superclassesOf(index: SchemaIndex, cimClass: CimClass): readonly string[] {
  const [, ...superclasses] = Array.from(index.chain(cimClass), ({ name }) => name);
  const missing = index.missingSuperclass(cimClass);
  return missing === null ? superclasses : [...superclasses, missing];
}

function subclassesOf(index: SchemaIndex, { namespace, name }: CimClass): readonly string[] {
  const isDirect = ({ superclass }: CimClass) => superclass !== null && foldName(superclass) === foldName(name);
  return index
    .classesIn(namespace)
    .filter(isDirect)
    .map((subclass) => subclass.name)
    .toSorted();
}

/** The nearest declaration of each feature, in the class and its superclasses; own ones first. */
function effective<T extends PlannedProperty | PlannedMethod>(
  planned: PlannedClass,
  featuresOf: (link: PlannedClass) => readonly T[],
): readonly T[] {
  const found = new Map<string, T>();
  for (let link: PlannedClass | null = planned; link !== null; link = link.superclass) {
    for (const feature of featuresOf(link)) {
      const name = foldName(feature.name);
      if (!found.has(name)) found.set(name, feature);
    }
  }
  return Array.from(found.values());
}

function describeProperties({ name }: PlannedNamespace, planned: PlannedClass): readonly PropertyDescription[] {
  const properties = effective(planned, (link) => link.properties);
  const keysFirst = properties.toSorted((a, b) => Number(b.key) - Number(a.key));
  return keysFirst.map((property) => ({
    kind: 'property',
    namespace: name,
    class: planned.source.name,
    ...featureOf(property, planned),
    key: property.key,
    required: property.qualifiers.isTrue('Required'),
    writable: property.writable,
    type: `${outputType(property)}${property.nullable ? ' | null' : ''}`,
    ...elementOf(property.declaration, property.qualifiers, property),
  }));
}

function describeMethods({ name }: PlannedNamespace, planned: PlannedClass): readonly MethodDescription[] {
  return effective(planned, (link) => link.methods).map((method) => ({
    kind: 'method',
    namespace: name,
    class: planned.source.name,
    ...featureOf(method, planned),
    static: method.isStatic,
    parameters: method.parameters.map(describeParameter),
    returns: describeReturns(method),
    call: callStatement(method, planned.source.name, planned.identifier),
  }));
}

/** What a property and a method have in common. */
function featureOf({ name, member, owner, qualifiers }: PlannedProperty | PlannedMethod, planned: PlannedClass) {
  return { name, member, from: owner.source.name, inherited: owner !== planned, ...documentationOf(qualifiers) };
}

function describeParameter(parameter: PlannedParameter): ParameterDescription {
  const { name, member, required, stream, isIn, isOut, declaration, qualifiers } = parameter;
  const orNull = required ? '' : ' | null';
  const output = stream ? collectedType(parameter) : outputType(parameter);
  return {
    name,
    member,
    ...documentationOf(qualifiers),
    required,
    stream,
    input: isIn ? `${inputType(parameter)}${orNull}` : null,
    output: isOut ? `${output}${orNull}` : null,
    ...elementOf(declaration, qualifiers, parameter),
  };
}

/** The qualifiers of a method are those of its return value. */
function describeReturns({ declaration, qualifiers, result }: PlannedMethod): ReturnsDescription | null {
  const { returnType } = declaration;
  if (result === null || returnType === null) return null;
  const element = elementOf({ type: returnType, array: false }, qualifiers, result);
  return { type: `${outputType(result)} | null`, ...element };
}

type Shape = Pick<CimProperty, 'type' | 'array' | 'arraySize' | 'className' | 'defaultValue'>;

function elementOf(
  shape: Shape,
  qualifiers: EffectiveQualifiers,
  planned: ElementValues & { readonly limits?: ValueLimits | null },
): ElementDescription {
  return {
    cimType: cimTypeOf(shape),
    units: qualifiers.text('Units') ?? qualifiers.text('PUnit') ?? null,
    limits: limitsOf(planned.limits ?? null),
    defaultValue: shape.defaultValue ?? null,
    values: valuesOf(planned),
  };
}

function limitsOf(limits: ValueLimits | null): LimitsDescription | null {
  if (limits === null) return null;
  const [min, max] = [limits.min, limits.max].map((limit) => (limit === null ? null : jsonValue(limit)));
  return { min: min ?? null, max: max ?? null };
}

function cimTypeOf({ type, className, array, arraySize }: Shape): string {
  const item = type === 'reference' ? `${className ?? 'object'} REF` : type === 'instance' ? className : type;
  return `${item ?? 'object'}${array ? `[${arraySize ?? ''}]` : ''}`;
}

function valuesOf({ map, unnamed }: ElementValues): ValuesDescription | null {
  if (map !== null) {
    const { identifier, flags, entries, ranges } = map;
    const values = entries.map(({ name, value }) => ({ name, value: jsonValue(value) }));
    return { constant: identifier, flags, entries: values, ranges };
  }
  if (unnamed.length === 0) return null;
  const named = unnamed.map((value) => ({ name: value, value }));
  const isRange = ({ value }: { readonly value: string }) => value.includes('..');
  const entries = named.filter((each) => !isRange(each));
  return { constant: null, flags: false, entries, ranges: named.filter(isRange) };
}

function jsonValue(value: bigint | number | string): number | string {
  if (typeof value !== 'bigint') return value;
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : String(value);
}

function documentationOf(qualifiers: EffectiveQualifiers): Documentation {
  return {
    description: qualifiers.text('Description') ?? null,
    deprecated: replacements(qualifiers.value('Deprecated')),
    version: qualifiers.text('Version') ?? null,
  };
}

/** `Deprecated` names replacements, or says `No value`. */
function replacements(value: SchemaValue | undefined): readonly string[] | null {
  if (value === undefined || value === null || value === false) return null;
  const texts = [value].flat().filter((item) => typeof item === 'string');
  return texts.filter((text) => text !== '' && text.toLowerCase() !== 'no value');
}
