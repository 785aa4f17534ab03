import { describe, expect, it } from 'vitest';
import { columns, cut, firstSentence, wrapped } from '../../../generator/show/text-layout.js';

const look = { style: (_format: string, text: string) => text, width: 20 };

describe('a first sentence', () => {
  it.each([
    ['One. Two.', 'One.'],
    ['No end', 'No end'],
    ['Text, e.g. Windows, goes on. And more.', 'Text, e.g. Windows, goes on.'],
    ['Version 2.0 of it\n  is here! Why?', 'Version 2.0 of it is here!'],
    ['Uses x.y and a. b too.', 'Uses x.y and a. b too.'],
    ['', ''],
  ])('of %j is %j', (text, sentence) => {
    expect(firstSentence(text)).toBe(sentence);
  });
});

describe('wrapped text', () => {
  it('fills lines, keeps paragraphs, and lets a long word stand out', () => {
    expect(wrapped('one two  three four five\nsix pneumonoultramicroscopic seven', 4, look)).toEqual([
      '    one two three',
      '    four five',
      '    six',
      '    pneumonoultramicroscopic',
      '    seven',
    ]);
  });

  it('shows characters that would control a terminal', () => {
    expect(wrapped('a\u001b[31mb in a text ::error', 0, look)).toEqual(['a\\u001b[31mb in a text', '\\u003a:error']);
  });
});

describe('columns', () => {
  it('are as wide as their widest cell, but for very long ones', () => {
    const long = 'x'.repeat(40);
    expect(
      columns([
        ['a', 'b', 'c'],
        ['aaa', long, 'c'],
        ['aa', 'bb', ''],
      ]),
    ).toEqual(['a    b   c', `aaa  ${long}  c`, 'aa   bb']);
  });

  it('show characters that would control a terminal', () => {
    expect(columns([['a\u202e', 'b']])).toEqual(['a\\u202e  b']);
  });
});

it('a text is cut where it is too long', () => {
  expect([cut('12345', 5), cut('123456', 5), cut('123 456', 5), cut('1', 0)]).toEqual(['12345', '1234…', '123…', '…']);
});
