import { describe, expect, it } from 'vitest';
import { parse, said, saidOf } from './support.js';

/** What each text is said to be, and the value of its property A, if it has one. */
function tolerated(text: string) {
  const loaded = parse(text);
  return { said: said(loaded), value: loaded.schema.classes[0]?.properties[0]?.defaultValue };
}

describe('strings', () => {
  it('keep both characters of an escape that MOF does not know', () => {
    expect(tolerated('class X { string A = "enable\\disable \\) \\x \\" ok"; };')).toEqual({
      said: [
        '1:29 warning mof-unknown-escape: "\\d" and 2 more in this string are no escapes of MOF; all characters are kept',
      ],
      value: 'enable\\disable \\) \\x " ok',
    });
    expect(tolerated('class X { string A = "a\\d"; };')).toEqual({
      said: ['1:24 warning mof-unknown-escape: "\\d" is no escape of MOF; both characters are kept'],
      value: 'a\\d',
    });
  });

  it('are not judged where they have no effect', () => {
    expect(saidOf('#pragma deleteclass("a\\d", nofail)')).toEqual([]);
  });

  it('may run over the end of a line', () => {
    expect(tolerated('class X { string A = "#!/bin/sh\r\necho"\n"x"; };')).toEqual({
      said: [
        '1:22 warning mof-newline-in-string: this string runs over the end of its line; the line end is kept as a part of it',
      ],
      value: '#!/bin/sh\r\nechox',
    });
  });
});

describe('semicolons', () => {
  it('may be missing behind a class or an instance', () => {
    const loaded = parse('class X { }\ninstance of X { }\nclass Y {};');
    expect(said(loaded)).toEqual([
      '1:11 warning mof-missing-semicolon: a declaration ends with "};", here the ";" is missing',
      '2:17 warning mof-missing-semicolon: a declaration ends with "};", here the ";" is missing',
    ]);
    expect(loaded.schema.classes).toHaveLength(2);
    expect(loaded.schema.instances).toHaveLength(1);
  });

  it('may be there twice', () => {
    expect(tolerated('class X {};;').said).toEqual([
      '1:12 warning mof-extra-semicolon: this ";" ends nothing and is ignored',
    ]);
  });
});

it('takes a backslash at the end of a line for nothing', () => {
  const continued = 'a backslash at the end of a line has no meaning in MOF and is ignored';
  expect(tolerated('class X { \\\r\n uint8 A = 1; \\  \n};').said).toEqual([
    `1:11 warning mof-line-continuation: ${continued}`,
    `2:15 warning mof-line-continuation: ${continued}`,
  ]);
});

it('takes several values in parentheses for an array', () => {
  const loaded = parse('[InPartition("local-user", "local-system")] class X {};');
  expect(said(loaded)).toEqual([
    '1:13 warning mof-array-in-parentheses: several values in parentheses are taken for an array',
  ]);
  expect(loaded.schema.classes[0]?.qualifiers).toMatchObject([
    { type: 'string', array: true, value: ['local-user', 'local-system'] },
  ]);
});

it('reads over NUL, Ctrl-Z, no-break spaces and byte order marks between tokens', () => {
  expect(tolerated('class\u00a0X {\ufeff uint8\u00a0A = 1; };\x1a\0')).toEqual({ said: [], value: 1 });
});
