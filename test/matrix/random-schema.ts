import fc from 'fast-check';
import {
  CIM_TYPES,
  type CimClass,
  type CimMethod,
  type CimProperty,
  type CimQualifier,
  type CimTypedElement,
  type SchemaValue,
} from '../../runtime/schema/index.js';

/** How many classes a random schema has. */
export const CLASSES = 150;

const words = (text: string): readonly string[] => text.split(' ');

const FEATURES = words(
  'A B a Do Make In Out then name constructor __proto__ toString prototype hasOwnProperty isPrototypeOf valueOf toJSON ' +
    'propertyIsEnumerable toLocaleString length static default class await Object undefined',
);
const PARAMETERS = words(
  'A B a constructor __proto__ ReturnValue then hasOwnProperty toLocaleString valueOf default this arguments args',
);

/** Names that TypeScript, JavaScript or generated modules have a use for. */
const RESERVED_CLASSES = words(
  'Object string mi Uint8Array class then default constructor prototype __proto__ __esModule Promise Reflect Symbol ' +
    'Array Record undefined globalThis exports require CimObject Session index con Function Proxy await enum',
);

/** Some of the other names are those of a method's interfaces. */
const CLASS_NAMES: readonly string[] = Array.from(
  { length: CLASSES },
  (_, at) => RESERVED_CLASSES[at] ?? `K${at}${['', '_Do', '', '_Do_In', '_A'][at % 5]}`,
);

/** Classes that an element names by their place: its own class, the one before or after it, its superclass. */
const relative = fc.constantFrom('Own', 'Before', 'After', 'Above');
const classNames = fc.oneof(relative, fc.constantFrom(...CLASS_NAMES, 'Gone', '__Event', '__Trustee'));

function qualifier(name: string, value: SchemaValue = true, toSubclass = true): CimQualifier {
  const flavor = { overridable: true, toSubclass, toInstance: false, translatable: false };
  return { name, type: 'string', array: Array.isArray(value), value, flavor };
}

const flag = (name: string) =>
  fc
    .record({ value: fc.boolean(), toSubclass: fc.boolean() })
    .map(({ value, toSubclass }) => qualifier(name, value, toSubclass));
const KEYS = ['0', '1', '-1', '0x8000', '300', '1..5', '8..', '..-1', '..', '..', 'x', '', '__proto__'];
const NAMES = ['x', 'y', 'x', '__proto__', 'A B', '', "'", '1394', '\u2028'];
const items = (name: string, texts: readonly string[]) =>
  fc.array(fc.constantFrom(...texts), { maxLength: 6 }).map((chosen) => qualifier(name, chosen));
const values = fc
  .oneof(
    fc.tuple(items('ValueMap', KEYS), items('Values', NAMES)),
    fc.tuple(items('BitMap', KEYS), items('BitValues', NAMES)),
  )
  .chain((both) => fc.subarray(both, { minLength: 1 }));
const limits = fc
  .tuple(
    ...['MinLen', 'MaxLen', 'MinValue', 'MaxValue'].map((name) =>
      fc.constantFrom(0, -1, 300, 0.5, 1e21, '9223372036854775807').map((value) => qualifier(name, value)),
    ),
  )
  .chain((all) => fc.subarray(all, { minLength: 1 }));
const embedded = classNames.map((name) => qualifier('EmbeddedInstance', name));
/** Types that are more frequent than others: strings for their qualifiers, classes since they name each other. */
const OFTEN = ['string', 'string', 'string', 'instance', 'instance', 'reference'] as const;
const marks = (...names: readonly string[]) => names.map((name) => fc.option(flag(name), { freq: 2, nil: null }));

function element(name: string, flags: readonly string[]): fc.Arbitrary<CimTypedElement> {
  return fc
    .record({
      type: fc.constantFrom(...CIM_TYPES, ...OFTEN),
      array: fc.boolean(),
      className: classNames,
      flags: fc.tuple(...marks(...flags, 'OctetString', 'EmbeddedObject')),
      values: fc.option(values, { freq: 2, nil: [] }),
      limits: fc.option(limits, { freq: 2, nil: [] }),
      embedded: fc.option(embedded, { freq: 2, nil: null }),
    })
    .map(({ type, array, className, flags, values, limits, embedded }) => ({
      name,
      type,
      array,
      qualifiers: [...[...flags, embedded].filter((mark) => mark !== null), ...values, ...limits],
      ...(type === 'reference' || type === 'instance' ? { className } : {}),
    }));
}

function method(name: string): fc.Arbitrary<CimMethod> {
  const parameter = fc.oneof(...PARAMETERS.map((other) => element(other, ['In', 'Out', 'Required', 'Stream'])));
  return fc
    .record({
      returnType: fc.option(fc.constantFrom(...CIM_TYPES), { nil: null }),
      parameters: fc.array(parameter, { maxLength: 4 }),
      isStatic: fc.option(flag('Static'), { freq: 2, nil: null }),
      values: fc.option(values, { freq: 2, nil: [] }),
    })
    .map(({ isStatic, values, ...rest }) => ({
      ...rest,
      name,
      qualifiers: [...(isStatic === null ? [] : [isStatic]), ...values],
    }));
}

/** A feature of one of the names: mostly the same wherever that name is declared, now and then another. */
function feature<T>(declared: (name: string) => fc.Arbitrary<T>): fc.Arbitrary<T> {
  return fc.oneof(
    ...FEATURES.map((name, seed) => {
      const usual = fc.constantFrom(...fc.sample(declared(name), { numRuns: 1, seed }));
      return fc.oneof({ weight: 20, arbitrary: usual }, { weight: 1, arbitrary: declared(name) });
    }),
  );
}

/** Properties, most of them writable, that embed a class and its relatives in every way. */
const EMBEDDING: readonly CimProperty[] = [
  { name: 'Next', type: 'instance', array: false, className: 'Own', qualifiers: [qualifier('Write')] },
  { name: 'Nexts', type: 'instance', array: true, className: 'Own', qualifiers: [qualifier('Write')] },
  { name: 'Peer', type: 'instance', array: false, className: 'After', qualifiers: [qualifier('Write')] },
  { name: 'Peers', type: 'instance', array: true, className: 'Before', qualifiers: [qualifier('Write')] },
  {
    name: 'Outer',
    type: 'string',
    array: false,
    qualifiers: [qualifier('Write'), qualifier('EmbeddedInstance', 'Above')],
  },
  {
    name: 'Inner',
    type: 'string',
    array: false,
    qualifiers: [qualifier('Write'), qualifier('EmbeddedInstance', 'Own')],
  },
  { name: 'Only', type: 'instance', array: false, className: 'Own', qualifiers: [] },
];

/** Classes whose superclass is one of the few before them, so that chains get long. */
export function randomSchema(namespace: string): fc.Arbitrary<CimClass[]> {
  const body = fc.record({
    properties: fc.array(
      feature<CimProperty>((name) => element(name, ['Key', 'Required', 'Write'])),
      { maxLength: 5 },
    ),
    embedding: fc.subarray([...EMBEDDING], { maxLength: 4 }),
    methods: fc.array(feature(method), { maxLength: 4 }),
    back: fc.integer({ min: 0, max: 8 }),
  });
  return fc.array(body, { minLength: CLASSES, maxLength: CLASSES }).map((bodies) =>
    bodies.map(({ back, embedding, properties, methods }, at) => {
      const name = CLASS_NAMES[at] ?? '';
      const superclass = back === 0 ? null : (CLASS_NAMES[at - back] ?? null);
      const relatives = new Map<unknown, string>([
        ['Own', name],
        ['Before', CLASS_NAMES[at - 1] ?? name],
        ['After', CLASS_NAMES[at + 1] ?? name],
        ['Above', superclass ?? name],
      ]);
      return {
        namespace,
        name,
        superclass,
        qualifiers: [],
        ...withClasses({ properties: [...properties, ...embedding], methods }, relatives),
      };
    }),
  );
}

/** The features of a class, with the names of its relatives. */
function withClasses<T>(features: T, relatives: ReadonlyMap<unknown, string>): T {
  return JSON.parse(JSON.stringify(features), (member, value: unknown) =>
    member === 'className' || member === 'value' ? (relatives.get(value) ?? value) : value,
  ) as T;
}
