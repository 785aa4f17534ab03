import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { guessedElement, parseObjectPath } from '../../runtime/memory/object-path.js';
import { type CimElement, CimReference } from '../../runtime/values/index.js';

describe('an object path', () => {
  it.each([
    ['A=@', { namespace: null, className: 'A', keys: [] }],
    ['A', { namespace: null, className: 'A', keys: [] }],
    ['root/x:A=@', { namespace: 'root/x', className: 'A', keys: [] }],
    ['\\\\.\\root\\x:A', { namespace: 'root/x', className: 'A', keys: [] }],
    ['//server/root/x:A', { namespace: 'root/x', className: 'A', keys: [] }],
    [':A', { namespace: null, className: 'A', keys: [] }],
    ['A.K="v"', { namespace: null, className: 'A', keys: [{ name: 'K', text: 'v', quoted: true }] }],
    ["A.K='c'", { namespace: null, className: 'A', keys: [{ name: 'K', text: 'c', quoted: true }] }],
    [
      ' A.K = "a\\"b\\\\" , L_1 = -5 ,M=tRue,N=1.5E+3 ',
      {
        namespace: null,
        className: 'A',
        keys: [
          { name: 'K', text: 'a"b\\', quoted: true },
          { name: 'L_1', text: '-5', quoted: false },
          { name: 'M', text: 'tRue', quoted: false },
          { name: 'N', text: '1.5E+3', quoted: false },
        ],
      },
    ],
  ])('is read: %s', (text, path) => {
    expect(parseObjectPath(text)).toEqual(path);
  });

  it.each([
    '',
    '.',
    '5',
    'A.',
    'A.K',
    'A.K=',
    'A.K="v',
    'A.K="v"x',
    'A.K="v",',
    'A.K="v" L="w"',
    'A.K=v',
    'A=5',
    'a b',
    'x:',
  ])('is none: %j', (text) => {
    expect(parseObjectPath(text)).toBeNull();
  });

  it('is what a reference writes', () => {
    const name = fc.stringMatching(/^[A-Za-z_][A-Za-z0-9_]{0,5}$/);
    const key = fc.record({
      name,
      quoted: fc.boolean(),
      text: fc.string({ unit: 'binary' }),
      number: fc.bigInt({ min: -(2n ** 63n), max: 2n ** 64n - 1n }),
    });
    const namespace = fc.option(fc.stringMatching(/^[a-z][a-z0-9_]{0,5}(\/[a-z][a-z0-9_]{0,5})?$/));
    fc.assert(
      fc.property(namespace, name, fc.array(key, { maxLength: 4 }), (space, className, keys) => {
        const elements = keys.map(({ name, quoted, text, number }): CimElement => {
          if (quoted) return { name, type: 'string', array: false, value: text, key: true };
          return { name, type: number < 0n ? 'sint64' : 'uint64', array: false, value: number, key: true };
        });
        const path = parseObjectPath(new CimReference(className, elements, space).toString());
        expect(path).toMatchObject({ namespace: space, className });
        expect(path?.keys.map((one) => ({ ...guessedElement(one), key: true }))).toEqual(elements);
      }),
    );
  });

  it.each([
    ['a string without end', `A.K="${'\\"'.repeat(100_000)}`],
    ['keys without end', `A.${'K=1,'.repeat(100_000)}`],
    ['a name without end', 'a'.repeat(400_000).concat(' ')],
  ])('is no trap: %s', (_, text) => {
    expect(parseObjectPath(text)?.keys ?? []).toEqual([]);
  });
});
