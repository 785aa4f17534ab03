import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { likeTest } from '../../../runtime/memory/wql/comparison.js';
import { escapeLike } from '../../../runtime/wql/index.js';

/** Parts of a pattern, each with the regular expression that it means and a text that it matches. */
const parts = fc.constantFrom(
  ['%', '.*', ''],
  ['%', '.*', 'b%\n'],
  ['_', '.', '-'],
  ['a', 'a', 'A'],
  ['B', 'b', 'b'],
  ['[[]', '\\[', '['],
  ['[ab]', '[ab]', 'B'],
  ['[^a]', '[^a]', 'd'],
  ['[b-d]', '[b-d]', 'c'],
  ['[^b-d_]', '[^b-d_]', 'a'],
  ['[-%]', '[-%]', '%'],
  ['.', '\\.', '.'],
  [']', '\\]', ']'],
);
const texts = fc.string({
  unit: fc.constantFrom('a', 'B', 'b', 'd', '[', ']', '-', '%', '_', '.', '\n'),
  maxLength: 12,
});

describe('LIKE', () => {
  it('means what regular expressions mean', () => {
    fc.assert(
      fc.property(fc.array(parts, { maxLength: 8 }), fc.option(texts), (pattern, anyText) => {
        const written = pattern.map(([part]) => part).join('');
        const text = anyText ?? pattern.map(([, , match]) => match).join('');
        const expected = new RegExp(`^(?:${pattern.map(([, part]) => part).join('')})$`, 'is');
        expect(likeTest(written)?.(text)).toBe(expected.test(text));
      }),
      { numRuns: 2000 },
    );
  });

  it('matches an escaped text with itself, and with nothing longer', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const test = likeTest(escapeLike(text));
        expect([test?.(text), test?.(`${text}x`)]).toEqual([true, false]);
      }),
    );
  });
});
