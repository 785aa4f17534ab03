import * as fc from 'fast-check';
import { STANDARD_QUALIFIERS } from '../../../../generator/source/mof/compile/qualifier-types.js';
import {
  CIM_TYPES,
  type CimClass,
  type CimFlavor,
  type CimInstanceDeclaration,
  type CimMethod,
  type CimProperty,
  type CimQualifier,
  type CimQualifierDeclaration,
  type CimSchema,
  type CimScope,
  type CimType,
  INTEGER_RANGES,
  isIntegerType,
  type SchemaValue,
} from '../../../../runtime/schema/index.js';
import { CimReference } from '../../../../runtime/values/index.js';

/** Types that have a keyword; the others are written with a class. */
const DATA_TYPES = CIM_TYPES.filter((type) => type !== 'reference' && type !== 'instance');

const namespace = fc.constantFrom('root/one', 'root/two/three');
/** Names that are keywords elsewhere are as good as others. */
const name = fc.oneof(
  fc.stringMatching(/^[A-Za-z_][A-Za-z0-9_]{0,6}$/),
  fc.constantFrom('Of', 'ref', 'class', 'string', 'Größe'),
);
const className = fc.stringMatching(/^C_[A-Za-z0-9_]{0,3}$/);

const text = fc
  .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 12 })
  .map((units) => String.fromCharCode(...units));
const character = fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit));
/** No negative zero: JSON has none, and the model goes through JSON. */
const real64 = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0);
/** What JSON has no number for. */
const noFiniteNumber = fc.constantFrom('INF', '-INF', 'NaN');
const real32 = fc.float({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0);

function integer(min: bigint, max: bigint): fc.Arbitrary<SchemaValue> {
  return fc.bigInt({ min, max }).map((value) => (Number.isSafeInteger(Number(value)) ? Number(value) : String(value)));
}

function scalar(type: CimType): fc.Arbitrary<SchemaValue> {
  if (isIntegerType(type)) return integer(...INTEGER_RANGES[type]);
  switch (type) {
    case 'boolean':
      return fc.boolean();
    case 'real32':
      return fc.oneof({ weight: 9, arbitrary: real32 }, noFiniteNumber);
    case 'real64':
      return fc.oneof({ weight: 9, arbitrary: real64 }, noFiniteNumber);
    case 'reference':
      return text.map((value) => String(new CimReference('C_', [{ name: 'K', type: 'string', array: false, value }])));
    case 'char16':
      return character;
    case 'datetime':
      return fc.constantFrom('20300131235959.000000-000', '**************.******:000', '00000001000000.123456:000');
    default:
      return text;
  }
}

function valueOfType(type: CimType, array: boolean): fc.Arbitrary<SchemaValue> {
  const one = scalar(type);
  return fc.option(array ? fc.array(fc.option(one, { freq: 9 }), { maxLength: 4 }) : one, { freq: 9 });
}

/** A flavor one can write where another is expected: nothing takes `Translatable` away. */
function flavorOver(expected: CimFlavor): fc.Arbitrary<CimFlavor> {
  return fc.record({
    overridable: fc.boolean(),
    toSubclass: fc.boolean(),
    toInstance: fc.boolean(),
    translatable: expected.translatable ? fc.constant(true) : fc.boolean(),
  });
}

const DEFAULT_FLAVOR: CimFlavor = { overridable: true, toSubclass: true, toInstance: false, translatable: false };

const scope: fc.Arbitrary<CimScope> = fc.constantFrom('class', 'property', 'method', 'any', 'schema', 'instance');

const qualifierDeclaration: fc.Arbitrary<CimQualifierDeclaration> = fc
  .record({ type: fc.constantFrom(...DATA_TYPES), array: fc.boolean() })
  .chain(({ type, array }) =>
    fc.record(
      {
        namespace,
        name: fc.stringMatching(/^Declared[A-C]$/),
        type: fc.constant(type),
        array: fc.constant(array),
        defaultValue: valueOfType(type, array),
        scopes: fc.uniqueArray(scope, { maxLength: 3 }),
        flavor: flavorOver(DEFAULT_FLAVOR),
      },
      { requiredKeys: ['namespace', 'name', 'type', 'array', 'scopes', 'flavor'] },
    ),
  );

type Use = Pick<CimQualifier, 'name' | 'type' | 'array' | 'flavor'>;

function use({ name: its, type, array, flavor }: Use): fc.Arbitrary<CimQualifier> {
  return fc.record({
    name: fc.constant(its),
    type: fc.constant(type),
    array: fc.constant(array),
    value: valueOfType(type, array),
    flavor: flavorOver(flavor),
  });
}

/** A qualifier nobody declares has a type that its value shows. */
const undeclared: fc.Arbitrary<CimQualifier> = fc
  .oneof(
    fc.boolean().map((value) => ({ type: 'boolean' as const, array: false, value })),
    fc.integer().map((value) => ({ type: 'sint32' as const, array: false, value })),
    integer(2n ** 31n, 2n ** 63n - 1n).map((value) => ({ type: 'sint64' as const, array: false, value })),
    real64.map((value) => ({ type: 'real64' as const, array: false, value })),
    character.map((value) => ({ type: 'char16' as const, array: false, value })),
    fc.option(text).map((value) => ({ type: 'string' as const, array: false, value })),
    fc.array(fc.option(text), { maxLength: 3 }).map((value) => ({ type: 'string' as const, array: true, value })),
    fc
      .array(fc.integer(), { minLength: 1, maxLength: 3 })
      .map((value) => ({ type: 'sint32' as const, array: true, value })),
  )
  .chain((rest) =>
    fc
      .record({ name: fc.stringMatching(/^Free[A-C]$/), flavor: flavorOver(DEFAULT_FLAVOR) })
      .map((own) => ({ ...own, ...rest })),
  );

const STANDARD: readonly Use[] = [...STANDARD_QUALIFIERS].map(([its, type]) => ({ name: its, ...type }));

function qualifiers(declared: readonly CimQualifierDeclaration[]): fc.Arbitrary<CimQualifier[]> {
  const uses = [...declared.map(use), fc.constantFrom(...STANDARD).chain(use), undeclared];
  return unique(fc.oneof(...uses), 3);
}

/** Names do not differ by letter case. */
function unique<T extends { readonly name: string }>(item: fc.Arbitrary<T>, maxLength: number): fc.Arbitrary<T[]> {
  return fc.uniqueArray(item, { maxLength, selector: (one) => one.name.toLowerCase() });
}

function element(its: fc.Arbitrary<CimQualifier[]>): fc.Arbitrary<CimProperty> {
  return fc.record({ type: fc.constantFrom(...CIM_TYPES), array: fc.boolean() }).chain(({ type, array }) => {
    const optional = {
      ...(array ? { arraySize: fc.integer({ min: 1, max: 99 }) } : {}),
      ...(type === 'reference' || type === 'instance' ? { className } : {}),
      defaultValue: valueOfType(type, array),
    };
    const required = { name, type: fc.constant(type), array: fc.constant(array), qualifiers: its };
    return fc.record({ ...required, ...optional }, { requiredKeys: ['name', 'type', 'array', 'qualifiers'] });
  });
}

function method(its: fc.Arbitrary<CimQualifier[]>): fc.Arbitrary<CimMethod> {
  return fc.record({
    name,
    returnType: fc.option(fc.constantFrom(...CIM_TYPES)),
    parameters: unique(element(its), 3),
    qualifiers: its,
  });
}

function cimClass(declarations: readonly CimQualifierDeclaration[]): fc.Arbitrary<CimClass> {
  return namespace.chain((its) => {
    const list = qualifiers(declarations.filter((declaration) => declaration.namespace === its));
    return fc.record({
      namespace: fc.constant(its),
      name: className,
      superclass: fc.option(className),
      qualifiers: list,
      properties: unique(element(list), 4),
      methods: unique(method(list), 2),
    });
  });
}

/** Values of a class that is not in the schema: they are what they look like. */
const untyped: fc.Arbitrary<SchemaValue> = fc.oneof(
  fc.constant(null),
  fc.boolean(),
  fc.maxSafeInteger(),
  real64,
  text,
  fc.array(fc.oneof(fc.constant(null), fc.integer(), text), { maxLength: 3 }),
);

function instance(
  its: string,
  values: fc.Arbitrary<SchemaValue>,
  declarations: readonly CimQualifierDeclaration[],
): fc.Arbitrary<CimInstanceDeclaration> {
  const list = qualifiers(declarations.filter((declaration) => declaration.namespace === its));
  const property = fc.record({ name, value: values, qualifiers: list }, { requiredKeys: ['name', 'qualifiers'] });
  return fc.record({
    namespace: fc.constant(its),
    className: fc.constantFrom('Unknown', '__Win32Provider'),
    qualifiers: list,
    properties: unique(property, 3),
  });
}

/** An instance inside another bears no qualifiers. */
function embedded(its: string): fc.Arbitrary<SchemaValue> {
  return instance(its, untyped, []).map((value) => ({ ...value, qualifiers: [] }));
}

function instanceOfClass(known: CimClass): fc.Arbitrary<CimInstanceDeclaration> {
  const values = known.properties.map((property) =>
    valueOfType(property.type, property.array).map((value) => ({ name: property.name, value, qualifiers: [] })),
  );
  return fc.tuple(...values).map((properties) => ({
    namespace: known.namespace,
    className: known.name,
    qualifiers: [],
    properties,
  }));
}

function instances(classes: readonly CimClass[], declarations: readonly CimQualifierDeclaration[]) {
  const values = (its: string) =>
    fc.oneof(untyped, embedded(its), fc.array(embedded(its), { maxLength: 2 }), fc.constant({ alias: '$Alias' }));
  const kinds = [namespace.chain((its) => instance(its, values(its), declarations)), ...classes.map(instanceOfClass)];
  // All aliases in the values are of the first instance.
  const aliased = instance('root/one', untyped, []).map((first) => ({ ...first, alias: '$Alias' }));
  return fc.tuple(aliased, fc.array(fc.oneof(...kinds), { maxLength: 3 })).map(([first, rest]) => [first, ...rest]);
}

/** Schemas that can be said in MOF, with everything that can be said. */
export const schema: fc.Arbitrary<CimSchema> = fc
  .uniqueArray(qualifierDeclaration, { maxLength: 3, selector: (one) => `${one.namespace}:${one.name}` })
  .chain((qualifierDeclarations) =>
    fc
      .uniqueArray(cimClass(qualifierDeclarations), {
        maxLength: 3,
        selector: (one) => `${one.namespace}:${one.name}`.toLowerCase(),
      })
      .chain((classes) =>
        instances(classes, qualifierDeclarations).map((all) => ({ qualifierDeclarations, classes, instances: all })),
      ),
  );
