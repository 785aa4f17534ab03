import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { printMof, readMofText } from '../../../generator/source/mof/index.js';
import { queryInstances } from '../../../runtime/memory/queries.js';
import { RepositoryContent } from '../../../runtime/memory/repository-content.js';
import { SchemaValues } from '../../../runtime/memory/schema-values.js';
import { type CimSchema, type CimType, INTEGER_RANGES, type IntegerType } from '../../../runtime/schema/index.js';
import {
  CimDateTime,
  CimInterval,
  CimReference,
  type CimScalar,
  schemaValue,
  valueOfText,
} from '../../../runtime/values/index.js';
import { realText } from '../../../runtime/values/number-text.js';
import { type WqlValue, wqlLiteral } from '../../../runtime/wql/index.js';
import { key } from '../fake-handler.js';

const NAMESPACE = 'root/test';
const CLASSES = 'class Target { [Key] string Name; [Key] sint64 Number; };';

/** MI and WQL take neither NUL nor half a character. */
const text = fc
  .oneof(
    fc.string({ unit: 'binary' }),
    fc.string({
      unit: fc.constantFrom('"', "'", '\\', 'n', 'x', '4', ',', '=', '.', ' ', '\n', '0', 'NULL', 'e\u0301'),
    }),
  )
  .filter((value) => !/\0|\p{Surrogate}/u.test(value));
const integer = (type: IntegerType) => {
  const [min, max] = INTEGER_RANGES[type];
  const value = fc.oneof(fc.bigInt({ min, max }), fc.constantFrom(min, max, 0n, 1n));
  return type.endsWith('64') ? value : value.map(Number);
};
// No negative zero: a schema goes through JSON, which has none.
const real = (double: fc.Arbitrary<number>) => double.map((value) => value + 0);
const digits = (length: number, max: number) =>
  fc.integer({ min: 0, max }).map((value) => String(value).padStart(length, '0'));
const hidden = (field: fc.Arbitrary<string>, length: number) =>
  fc.oneof({ weight: 5, arbitrary: field }, fc.constant('*'.repeat(length)));
const clock = fc
  .tuple(hidden(digits(2, 23), 2), hidden(digits(2, 59), 2), hidden(digits(2, 59), 2), hidden(digits(6, 999_999), 6))
  .map(([hour, minute, second, fraction]) => `${hour}${minute}${second}.${fraction}`);
const day = fc
  .date({ min: new Date('0000-01-01T00:00:00Z'), max: new Date('9999-12-31T23:59:59Z'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10).replaceAll('-', ''));
const zone = fc
  .tuple(fc.constantFrom('+', '-'), fc.oneof(hidden(digits(3, 999), 3), fc.constant('000')))
  .map((parts) => parts.join(''));
const target = fc
  .tuple(text, integer('sint64'), fc.constantFrom(null, NAMESPACE), fc.constantFrom(null, 'SRV', '10.0.0.1:5985'))
  .map(([name, number, namespace, host]) => {
    const keys = [key('Name', 'string', name), key('Number', 'sint64', number)];
    return new CimReference('Target', keys, namespace, namespace === null ? null : host);
  });

type Type = Exclude<CimType, 'instance'>;

const VALUES: Readonly<Record<Type, fc.Arbitrary<CimScalar>>> = {
  boolean: fc.boolean(),
  uint8: integer('uint8'),
  sint8: integer('sint8'),
  uint16: integer('uint16'),
  sint16: integer('sint16'),
  uint32: integer('uint32'),
  sint32: integer('sint32'),
  uint64: integer('uint64'),
  sint64: integer('sint64'),
  real32: real(fc.float()),
  real64: real(fc.double()),
  char16: text.filter((value) => value.length === 1),
  string: text,
  datetime: fc.oneof(
    fc.tuple(day, clock, zone).map((parts) => CimDateTime.parse(parts.join(''))),
    fc.tuple(hidden(digits(8, 99_999_999), 8), clock).map((parts) => CimInterval.parse(`${parts.join('')}:000`)),
  ),
  reference: target,
};

/** What a server sends that knows no types. */
function textOf(value: CimScalar): string {
  return typeof value === 'number' ? realText(value).replace(/\.0$/, '') : String(value);
}

function quotedForMof(value: string): string {
  return `"${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n').replaceAll('\r', '\\r')}"`;
}

const declared = (type: Type) => (type === 'reference' ? 'Target ref' : type);

/** The schema of a text, in which a value may stand in quotes where its type has none. */
function read(mof: string): CimSchema {
  const { schema, diagnostics } = readMofText(mof, { file: 'test.mof', namespace: NAMESPACE });
  expect(diagnostics.filter(({ code }) => code !== 'mof-converted-value' && code !== 'mof-newline-in-string')).toEqual(
    [],
  );
  return schema;
}

/** The repository with the only instance of `X`, whose `A` is the default value. */
function repository(schema: CimSchema): RepositoryContent {
  const content = new RepositoryContent();
  content.load(schema);
  return content;
}

const valueIn = (content: RepositoryContent) => content.enumerate(NAMESPACE, 'X', 'deep')[0]?.get('A');

/** The schema of `class X { T A = value; }` and an instance of it. */
function schemaWith(value: CimScalar, type: Type): CimSchema {
  const schema = read(`${CLASSES} class X { [Key] string Id; ${declared(type)} A; }; instance of X { Id = "x"; };`);
  const classes = schema.classes.map((cimClass) => ({
    ...cimClass,
    properties: cimClass.properties.map((property) =>
      property.name === 'A' ? { ...property, defaultValue: schemaValue(value) } : property,
    ),
  }));
  return { ...schema, classes };
}

/** A datetime and a path show their texts, too: not all of these is in their members. */
function expectSame(actual: unknown, value: CimScalar): void {
  expect(actual).toEqual(value);
  expect(String(actual)).toBe(String(value));
}

describe.each(Object.keys(VALUES) as Type[])('every %s', (type) => {
  const checked = (check: (value: CimScalar) => void) =>
    fc.assert(fc.property(VALUES[type], check), { numRuns: type.startsWith('real') ? 150 : 75 });

  it('goes through MOF, with and without quotes', () => {
    checked((value) => {
      const schema = schemaWith(value, type);
      const printed = read(printMof(schema));
      expect(printed).toEqual(schema);
      expect(JSON.parse(JSON.stringify(schema))).toEqual(schema);
      expectSame(valueIn(repository(printed)), value);
      const quoted = quotedForMof(textOf(value));
      const typed = `class X { [Key] string Id; ${declared(type)} A = ${quoted}; }; instance of X { Id = "x"; };`;
      expectSame(valueIn(repository(read(`${CLASSES} ${typed}`))), value);
      const classes = read(`${CLASSES} class X { [Key] string Id; ${declared(type)} A; };`);
      const content = repository(classes);
      content.load(read(`instance of X { Id = "x"; A = ${quoted}; };`));
      expectSame(valueIn(content), value);
    });
  });

  it('goes through an object path, with and without quotes, and with and without the name of the key', () => {
    checked((value) => {
      const content = repository(read(`${CLASSES} class X { [Key] ${declared(type)} A; };`));
      const written = [key('A', type, value), key('', type, value), key('', 'string', textOf(value))];
      for (const one of written) {
        const path = String(new CimReference('X', [one]));
        expect(String(CimReference.parse(path))).toBe(path);
        const [found, ...others] = new SchemaValues(content.classes, NAMESPACE).reference(path).keys;
        expect([found?.name, found?.type, others]).toEqual(['A', type, []]);
        expectSame(found?.value, value);
      }
    });
  });

  it('goes through WQL', () => {
    checked((value) => {
      const content = repository(schemaWith(value, type));
      const found = (literal: string) =>
        queryInstances(content, {
          kind: 'query',
          namespace: NAMESPACE,
          options: {},
          dialect: 'WQL',
          query: `SELECT * FROM X WHERE A = ${literal}`,
        }).map((instance) => instance.get('A'));
      const refuse = (reason: string) => {
        throw new Error(reason);
      };
      // NaN is equal to nothing. Infinities have no literal.
      const expected = Number.isNaN(value) ? [] : [value];
      expect(found(wqlLiteral(textOf(value), refuse))).toEqual(expected);
      if (typeof value !== 'number' || Number.isFinite(value)) {
        expect(found(wqlLiteral(value as WqlValue, refuse))).toEqual(expected);
      }
    });
  });

  it('goes through the text of a server', () => {
    checked((value) => {
      const same = type === 'reference' ? String : (read2: unknown) => read2;
      expect(same(valueOfText(textOf(value), type))).toEqual(same(value));
      if (type === 'string' || type === 'char16') return;
      expect(same(valueOfText(` ${textOf(value)}\n`, type))).toEqual(same(value));
    });
  });
});
