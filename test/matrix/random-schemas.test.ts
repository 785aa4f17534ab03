import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import {
  CIM_TYPES,
  type CimClass,
  type CimMethod,
  type CimProperty,
  type CimQualifier,
  type CimTypedElement,
  type SchemaValue,
} from '../../runtime/schema/index.js';
import { GeneratedProject } from '../tools/generated-project.js';
import { schemaOfClasses } from '../tools/schema.js';
import { TYPESCRIPT_VERSIONS } from '../tools/typescript.js';

/**
 * Schemas that nobody would write: classes redeclare what they inherit over and over, now and then with another type,
 * signature or class, under names that are in the way. Whatever a schema says, the output compiles.
 */
const CLASSES = 150;
const SCHEMAS = 3;

const FEATURES = [
  'A',
  'B',
  'a',
  'Do',
  'Make',
  'In',
  'Out',
  'then',
  'name',
  'constructor',
  '__proto__',
  'toString',
  'prototype',
];
const PARAMETERS = ['A', 'B', 'a', 'constructor', 'ReturnValue', 'then'];

/** Some of the names are those of a method's interfaces, or TypeScript's own. */
const classNames = Array.from({ length: CLASSES }, (_, at) => `K${at}${['', '_Do', '', '_Do_In', '_A'][at % 5]}`);
classNames.splice(0, 5, 'Object', 'string', 'mi', 'Uint8Array', 'class');

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
const embedded = fc.constantFrom(...classNames).map((name) => qualifier('EmbeddedInstance', name));
const marks = (...names: readonly string[]) => names.map((name) => fc.option(flag(name), { freq: 2, nil: null }));

function element(name: string, flags: readonly string[]): fc.Arbitrary<CimTypedElement> {
  return fc
    .record({
      type: fc.constantFrom(...CIM_TYPES, 'string' as const, 'string' as const),
      array: fc.boolean(),
      className: fc.constantFrom(...classNames, 'Gone'),
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

/** Classes whose superclass is one of the few before them, so that chains get long. */
function schema(namespace: string): fc.Arbitrary<CimClass[]> {
  const body = fc.record({
    properties: fc.array(
      feature<CimProperty>((name) => element(name, ['Key', 'Required', 'Write'])),
      { maxLength: 5 },
    ),
    methods: fc.array(feature(method), { maxLength: 4 }),
    back: fc.integer({ min: 0, max: 8 }),
  });
  return fc.array(body, { minLength: CLASSES, maxLength: CLASSES }).map((bodies) =>
    bodies.map(({ back, ...features }, at) => ({
      namespace,
      name: classNames[at] ?? '',
      superclass: back === 0 ? null : (classNames[at - back] ?? null),
      qualifiers: [],
      ...features,
    })),
  );
}

describe('random schemas', () => {
  const schemas = Array.from({ length: SCHEMAS }, (_, at) =>
    fc.sample(schema(`root/random${at}`), { numRuns: 1, seed: at }),
  );
  const project = new GeneratedProject(schemaOfClasses(schemas.flat(2)));
  afterAll(() => project.remove());

  it('are generated whole', () => {
    expect(project.modules).toHaveLength(SCHEMAS * CLASSES);
    expect(project.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  it.each(TYPESCRIPT_VERSIONS)('compile under TypeScript %s', (version) => {
    expect(project.typeCheck(version)).toBe('');
  });
});
