import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { propertyKey, quote } from '../../../generator/emit/typescript-literal.js';

describe('quote', () => {
  it.each([
    ['plain', "'plain'"],
    ['it\'s "quoted" \\', "'it\\'s \"quoted\" \\\\'"],
    ['a\n\r\tb', "'a\\n\\r\\tb'"],
    ['\u0000\u2028\u202e\ud800', "'\\u0000\\u2028\\u202e\\ud800'"],
    ['Größe 日本語', "'Größe 日本語'"],
  ])('%j', (text, literal) => {
    expect(quote(text)).toBe(literal);
  });

  it('is read as the same text', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => runInNewContext(quote(text)) === text));
  });
});

describe('propertyKey', () => {
  it('is quoted unless it is a plain identifier', () => {
    expect(['Running', 'Not good', '10', '', 'Größe', 'constructor'].map(propertyKey)).toEqual([
      'Running',
      "'Not good'",
      "'10'",
      "''",
      "'Größe'",
      'constructor',
    ]);
  });
});
