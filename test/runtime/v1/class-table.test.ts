import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CIM_TYPES } from '../../../runtime/schema/index.js';
import {
  type ElementType,
  neededRevision,
  parseMethods,
  parseProperties,
  printMethod,
  printProperty,
  REVISION,
  returnMaps,
} from '../../../runtime/v1/class-table.js';

const names = fc.stringMatching(/^[A-Za-z_\u00e4][A-Za-z0-9_\u00e4]{0,8}$/);

/** A member and its CIM name: it may bear some `$`. */
const members = fc.record({ name: names, dollars: fc.nat(2) }).map(({ name, dollars }) => {
  return { name, member: name + '$'.repeat(dollars) };
});

const items = fc.oneof(
  fc.record({
    type: fc.constantFrom(...CIM_TYPES.filter((type) => type !== 'reference' && type !== 'instance')),
    className: fc.constant(null),
    octets: fc.constant(false),
    inString: fc.constant(false),
  }),
  fc.record({
    type: fc.constantFrom('reference' as const, 'instance' as const),
    className: fc.option(names),
    octets: fc.constant(false),
    inString: fc.constant(false),
  }),
  fc.record({
    type: fc.constant('string' as const),
    className: fc.constant(null),
    octets: fc.constant(true),
    inString: fc.constant(false),
  }),
  fc.record({
    type: fc.constant('instance' as const),
    className: fc.option(names),
    octets: fc.constant(false),
    inString: fc.constant(true),
  }),
);

const shapes = fc.oneof(
  fc.record({ array: fc.boolean(), arraySize: fc.constant(null) }),
  fc.record({ array: fc.constant(true), arraySize: fc.nat() }),
);

const types: fc.Arbitrary<ElementType> = fc.tuple(items, shapes).map(([item, shape]) => ({ ...item, ...shape }));

/** A whole number is a bigint. */
const bounds = fc.option(
  fc.oneof(
    fc.bigInt({ min: -(2n ** 63n), max: 2n ** 64n }),
    fc.double({ noNaN: true, noDefaultInfinity: true }).filter((value) => !Number.isInteger(value)),
  ),
);

const limits = fc.option(fc.record({ min: bounds, max: bounds }));

const properties = fc
  .tuple(members, types, fc.record({ key: fc.boolean(), writable: fc.boolean(), limits }))
  .map(([member, type, rest]) => ({ ...member, ...type, ...rest }));

const parameters = fc
  .tuple(
    members,
    types,
    fc.constantFrom({ in: true, out: false }, { in: false, out: true }, { in: true, out: true }),
    fc.record({ required: fc.boolean(), streamed: fc.boolean(), limits }),
  )
  .map(([member, type, direction, rest]) => ({ ...member, ...type, ...direction, ...rest }));

const methods = fc
  .tuple(
    members,
    fc.record({
      isStatic: fc.boolean(),
      parameters: fc.array(parameters, { maxLength: 4 }),
      returns: fc.option(types),
    }),
  )
  .map(([member, rest]) => ({ ...member, ...rest }));

const TABLE = { revision: 2, class: 'root/test:Test' };

describe('what is printed into a class table', () => {
  it('is read as the same properties', () => {
    fc.assert(
      fc.property(fc.array(properties, { maxLength: 4 }), (wanted) => {
        expect(
          parseProperties({
            ...TABLE,
            properties: wanted.map((entry) => printProperty({ ...entry, type: entry })).join(';'),
          }),
        ).toEqual(wanted);
      }),
    );
  });

  it('is read as the same methods, in either form of the table', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(methods, { maxLength: 4, selector: ({ name, isStatic }) => `${name} ${isStatic}` }),
        (printed) => {
          const wanted = printed.map(({ member: _member, ...method }) => method);
          const entries = printed.map(({ parameters: list, ...method }) =>
            printMethod({ ...method, parameters: list.map((entry) => ({ ...entry, type: entry })) }),
          );
          const named = Object.fromEntries(entries.map((entry) => [entry, null]));
          expect(parseMethods({ ...TABLE, methods: named })).toEqual(wanted);
          expect(parseMethods({ ...TABLE, revision: 1, methods: entries.join(';') })).toEqual(wanted);
        },
      ),
    );
  });
});

describe('a class table that is broken', () => {
  it.each([
    'A',
    'A:',
    ':string',
    'A:text',
    'A:string?',
    'A:string!!',
    'A:ref(B',
    'A:string{1..2',
    'A:string[',
    'A:string[-1]',
    'A:string[x]',
  ])('has a property that cannot be read: %s', (properties) => {
    expect(() => parseProperties({ ...TABLE, properties })).toThrow(new SyntaxError(properties));
  });

  it.each(['A', 'A(', 'A()text', 'A(B:string)', 'A(<B)'])('has a method that cannot be read: %s', (entry) => {
    expect(() => parseMethods({ ...TABLE, methods: { [entry]: null } })).toThrow(SyntaxError);
    expect(() => parseMethods({ ...TABLE, revision: 1, methods: entry })).toThrow(SyntaxError);
  });
});

describe('the revision that a class needs', () => {
  const type = { type: 'uint8', array: true, className: null, octets: false, inString: false } as const;

  it('is the one that reads its types', () => {
    expect(neededRevision([])).toBe(2);
    expect(neededRevision([{ type: { ...type, arraySize: null } }])).toBe(2);
    expect(neededRevision([{ type: { ...type, arraySize: null } }, { type: { ...type, arraySize: 0 } }])).toBe(3);
    expect(neededRevision([{ type: { ...type, type: 'instance', arraySize: null, inString: true } }])).toBe(REVISION);
  });
});

describe('the maps of return values', () => {
  const map = { Done: 0 };

  it('stand with the methods', () => {
    const methods = { '+Start(<A:string)uint32': map, 'Stop$()uint32': map, 'Other()': null, 'Hidden()uint32': {} };
    expect(returnMaps({ ...TABLE, methods })).toEqual({ Start: map, Stop: map, Hidden: {} });
  });

  it('stood beside them in revision 1', () => {
    expect(returnMaps({ ...TABLE, revision: 1, methods: 'Start()uint32', returns: { Start: map } })).toEqual({
      Start: map,
    });
    expect(returnMaps({ ...TABLE, revision: 1 })).toEqual({});
  });
});
