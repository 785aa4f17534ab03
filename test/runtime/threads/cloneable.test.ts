import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  CimDateTime,
  CimInstance,
  CimInterval,
  CimReference,
  type CimScalar,
  type CimValue,
  MiError,
  MiResult,
} from '../../../runtime/index.js';
import { fromCloneable, toCloneable } from '../../../runtime/threads/cloneable.js';

/** What another thread gets. */
function crossed<T>(value: T): T {
  return fromCloneable(structuredClone(toCloneable(value))) as T;
}

const text = fc.string({ unit: 'binary' });
const plainScalar = fc.oneof(
  fc.boolean(),
  fc.double(),
  fc.bigInt({ min: -(2n ** 63n), max: 2n ** 64n - 1n }),
  text,
  fc
    .constantFrom('2024****000000.000000+000', '20240229131415.123456-330')
    .map((datetime) => CimDateTime.parse(datetime)),
  fc.constantFrom('12345678235958.999999:000', '0000000*******.******:000').map(readInterval),
);

function readInterval(interval: string): CimInterval {
  return interval.includes('0000000*') ? CimInterval.parse('********235958.999***:000') : CimInterval.parse(interval);
}

const { instance } = fc.letrec<{ scalar: CimScalar; value: CimValue; instance: CimInstance; reference: CimReference }>(
  (tie) => {
    const element = fc.record(
      {
        name: fc.oneof(text, fc.constantFrom('__proto__', 'constructor')),
        type: fc.constantFrom('string', 'uint32', 'reference', 'instance'),
        array: fc.boolean(),
        value: tie('value'),
        key: fc.boolean(),
      },
      { requiredKeys: ['name', 'type', 'array', 'value'], noNullPrototype: true },
    );
    const elements = fc.array(element, { maxLength: 4 });
    const namespace = fc.option(text);
    return {
      scalar: fc.oneof({ depthSize: 'small' }, plainScalar, tie('instance'), tie('reference')),
      value: fc.oneof(
        { depthSize: 'small' },
        fc.constant(null),
        fc.uint8Array(),
        tie('scalar'),
        fc.array(fc.option(tie('scalar')), { maxLength: 3 }),
      ),
      instance: fc
        .tuple(text, elements, namespace)
        .map(([className, members, where]) => new CimInstance(className, members, where)),
      reference: fc
        .tuple(text, fc.option(elements), namespace, fc.option(text))
        .map(([className, keys, where, host]) => new CimReference(className, keys, where, host)),
    };
  },
);

describe('what crosses threads is the same there', () => {
  it('for instances of any values', () => {
    fc.assert(
      fc.property(instance, (given) => {
        expect(crossed(given)).toStrictEqual(given);
      }),
    );
  });

  it('for errors', () => {
    const results = fc.constantFrom(...(Object.keys(MiResult) as MiResult[]));
    const options = fc.record({ code: fc.nat(), details: fc.option(instance) }, { noNullPrototype: true });
    fc.assert(
      fc.property(results, text, options, (result, message, given) => {
        const error = new MiError(result, message, { ...given, cause: new RangeError('why', { cause: 5n }) });
        const same = crossed(error);
        expect(same).toStrictEqual(error);
        expect(same.stack).toBe(error.stack);
        expect(same.cause).toBeInstanceOf(RangeError);
        expect(same.cause).toStrictEqual(error.cause);
      }),
    );
  });

  it.each([new Error('a'), new TypeError('b'), new SyntaxError('c'), new DOMException('d', 'AbortError')])(
    'for %s',
    (error) => {
      const { name, message, stack } = error;
      expect(crossed(error)).toMatchObject({ name, message, stack });
    },
  );

  it('for plain data of any names, with undefined and null apart', () => {
    fc.assert(
      fc.property(fc.object({ withBigInt: true, withNullPrototype: true, key: text }), (data) => {
        expect(crossed(data)).toEqual(data);
      }),
    );
    expect(Object.entries(crossed({ a: undefined, b: null }))).toEqual([
      ['a', undefined],
      ['b', null],
    ]);
  });

  it('for a cause that is no error, as its text where it cannot cross', () => {
    expect(crossed(new MiError('FAILED', 'm', { cause: 'text' })).cause).toBe('text');
    expect(crossed(new MiError('FAILED', 'm', { cause: () => 1 })).cause).toBe('() => 1');
    expect(crossed(new MiError('FAILED', 'm'))).not.toHaveProperty('cause');
  });
});

it('of a view of memory, no more crosses than the view', () => {
  const view = Buffer.from('a secret and a value').subarray(-5);
  const cloneable = toCloneable(view) as Uint8Array;
  expect(cloneable.buffer.byteLength).toBe(5);
  expect(crossed(view)).toEqual(new Uint8Array(Buffer.from('value')));
});

describe('refused is', () => {
  class Mine {}
  const loop = (): unknown[] => {
    const items: unknown[] = [];
    items.push(items);
    return items;
  };

  it.each<[what: string, make: () => unknown]>([
    ['a function', () => () => {}],
    ['a symbol', () => Symbol('s')],
    ['an object of the class Mine', () => new Mine()],
    ['an object of the class Map', () => new Map()],
    ['a value of more than 1000 levels', loop],
    ['an object with a member mi-codegen:class', () => ({ 'mi-codegen:class': 'CimInstance' })],
  ])('%s', (what, make) => {
    expect(() => toCloneable({ value: make() })).toThrow(
      expect.objectContaining({
        result: 'INVALID_PARAMETER',
        message: `${what} cannot be sent to the main thread, where MI runs`,
      }),
    );
  });
});
