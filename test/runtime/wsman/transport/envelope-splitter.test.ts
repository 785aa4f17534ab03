import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { EnvelopeSplitter } from '../../../../runtime/wsman/transport/envelope-splitter.js';

/** Documents that may be taken for more, or for less, than one. */
const DOCUMENTS: readonly (readonly [what: string, text: string])[] = [
  ['an empty element', '<s:Envelope/>'],
  ['elements in elements', '<a><a><b/></a><a x="1"></a>text</a>'],
  ['a declaration', '<?xml version="1.0" encoding="utf-8"?>\r\n<a>1</a>'],
  ['an instruction with the end of an element', '<?go </a> > "?><a><?go </a>?></a>'],
  ['a comment with the end of an element', "<!-- <b> it's -- > --><a><!-- </a> --->--></a>"],
  ['a section with the end of an element', '<a><![CDATA[ </a> ]] > "]]>]]></a>'],
  ['values with the ends of elements', `<a b='</a>"/>' c="'/>"><d e="/"/></a>`],
  ['a value that ends with a slash', '<a b="/"></a>'],
  ['a DOCTYPE', '<!DOCTYPE a SYSTEM "a>.dtd"><a/>'],
  ['letters beyond the basic ones', '<a>ü中\u{1F600}</a>'],
];

const TEXTS = DOCUMENTS.map(([, text]) => text);

/** What is cut out of parts. */
function cut(parts: readonly string[]): { readonly documents: readonly string[]; readonly rest: string } {
  const splitter = new EnvelopeSplitter();
  return { documents: parts.flatMap((part) => splitter.add(part)), rest: splitter.rest };
}

describe('documents', () => {
  it.each(DOCUMENTS)('%s: one, wherever it is cut', (_, text) => {
    for (let at = 0; at <= text.length; at += 1) {
      expect(cut([text.slice(0, at), text.slice(at)])).toEqual({ documents: [text], rest: '' });
    }
  });

  it('come one by one from a text that has many, also letter by letter', () => {
    expect(cut([TEXTS.join('')])).toEqual({ documents: TEXTS, rest: '' });
    expect(cut([...TEXTS.join('')])).toEqual({ documents: TEXTS, rest: '' });
  });

  it('may have blanks and byte order marks between them', () => {
    const { documents, rest } = cut(['\uFEFF<a/>', '\r\n', '\uFEFF <b/>\uFEFF', ' <c/> ', '\n']);
    expect([documents.map((text) => text.trim()), rest]).toEqual([['<a/>', '<b/>', '<c/>'], '']);
  });

  it('are whole as soon as they end', () => {
    const splitter = new EnvelopeSplitter();
    expect([splitter.add('<a><b></b'), splitter.isBetween]).toEqual([[], false]);
    expect([splitter.add('></a>'), splitter.isBetween]).toEqual([['<a><b></b></a>'], true]);
    expect([splitter.add(' <c'), splitter.isBetween, splitter.rest]).toEqual([[], false, ' <c']);
  });

  it('take no more memory where they come in small parts', () => {
    setFlagsFromString('--expose-gc');
    const collect: () => void = runInNewContext('gc');
    const splitter = new EnvelopeSplitter();
    splitter.add('<a>');
    const part = Buffer.from('xyz');
    collect();
    const before = process.memoryUsage().heapUsed;
    for (let count = 0; count < 500_000; count += 1) splitter.add(part.toString());
    collect();
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(2 ** 22);
    expect(splitter.add('</a>')).toEqual([`<a>${'xyz'.repeat(500_000)}</a>`]);
  });

  it('count all that has come since the last one', () => {
    const splitter = new EnvelopeSplitter();
    splitter.add('   <a/>  ');
    expect([splitter.length, splitter.isBetween]).toEqual([2, true]);
    splitter.add('     ');
    expect([splitter.length, splitter.isBetween]).toEqual([7, true]);
    splitter.add('<b>');
    expect([splitter.length, splitter.rest]).toEqual([10, '<b>']);
  });
});

it('what is no XML is left over', () => {
  expect(cut(['no XML', ' at all'])).toEqual({ documents: [], rest: 'no XML at all' });
  const page = '<!DOCTYPE html><html><p>Sign in<br></html>';
  expect(cut([page])).toEqual({ documents: [], rest: page });
});

it('an end that no element has ends a document, which others refuse', () => {
  expect(cut(['</a><b/>'])).toEqual({ documents: ['</a>', '<b/>'], rest: '' });
});
