import { describe, expect, it } from 'vitest';
import { parseXml, type XmlElement } from '../../../runtime/xml/xml.js';

function children(text: string): XmlElement['children'] {
  return parseXml(text).children;
}

function refusal(text: string): string {
  try {
    parseXml(text);
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('it is read');
}

describe('an XML document', () => {
  it('has a root with attributes, texts, elements, and their places', () => {
    const text = '\n<?xml-model x?>\r\n<a b=\'1\' c="&lt;2&#10;">x<d/>y</a >\n<!-- end -->';
    expect(parseXml(text)).toEqual({
      name: 'a',
      namespace: '',
      attributes: new Map([
        ['b', '1'],
        ['c', '<2\n'],
      ]),
      children: [
        'x',
        { name: 'd', namespace: '', attributes: new Map(), children: [], offset: text.indexOf('<d') },
        'y',
      ],
      offset: text.indexOf('<a'),
    });
  });

  it.each([
    ['<a>  x\t</a>', '  x\t'],
    ['<a>x<!-- -->y<![CDATA[<&amp;]]>z<?p?></a>', 'xy<&amp;z'],
    ['<a>&lt;&gt;&amp;&apos;&quot;</a>', '<>&\'"'],
    ['<a>&#65;&#x1F600;&#x1f600;</a>', 'A\u{1F600}\u{1F600}'],
    ['<a>x\r\ny\rz\n&#13;</a>', 'x\ny\nz\n\r'],
    // As MI and OMI write a char16.
    ['<a>&#8;&#16;&#0;</a>', '\b\u0010\0'],
  ])('%j has the text as it is', (text, expected) => {
    expect(children(text)).toEqual([expected]);
  });

  it('has white space in attributes as blanks, unless it is written as a reference', () => {
    expect(parseXml('<a b="x\ty\nz&#9;&#10;"/>').attributes.get('b')).toBe('x y z\t\n');
  });

  it.each([
    '<?xml version="1.0"?><a/>',
    '<?xml version="1.0" encoding="utf-16" standalone=\'yes\' ?>\n<a/>',
    '<!DOCTYPE a><a/>',
    '<!DOCTYPE a SYSTEM "http://example.com/a.dtd"><a/>',
    '<?xml version=\'1.1\'?><!-- x --><!DOCTYPE a PUBLIC "p" "s" ><?p x?><a/><!-- y --> ',
  ])('may begin with %j', (text) => {
    expect(parseXml(text).name).toBe('a');
  });

  it('has the namespaces of names', () => {
    const root = parseXml('<p:a xmlns:p="u" xmlns="v"><b/><c xmlns=""/><p:d xmlns:p="w"/></p:a>');
    const names = root.children.map((child) => (typeof child === 'string' ? '' : child.namespace));
    expect([root.namespace, ...names]).toEqual(['u', 'v', '', 'w']);
  });

  it.each(['toString', 'hasOwnProperty', 'valueOf', 'p:constructor', 'p:__proto__'])('may have the name %s', (name) => {
    const [child] = children(`<p:a xmlns:p="u"><${name} ${name}="1"/></p:a>`);
    expect(child).toMatchObject({ name, attributes: new Map([[name, '1']]) });
  });
});

describe('what is no XML is refused', () => {
  it.each([
    ['', 'line 1, column 1: the text is empty'],
    ['x', 'line 1, column 1: the text is no XML: that begins with <'],
    ['<a>', "line 1, column 1: the text is no well-formed XML: Unclosed tag 'a'"],
    ['<a>\n<b></a>', 'line 2, column 4: the text is no well-formed XML: Expected closing tag'],
    ['<a><b><c>', 'line 1, column 7: this element has no end'],
    ['<a/><b/>', 'line 1, column 5: a second root: a document has one'],
    ['<a/>x', 'line 1, column 5: this may not stand outside of the root'],
    ['<a>\n <b c="1" c="2"/></a>', 'line 2, column 11: the text is no well-formed XML: Attribute'],
    ['<a b=1/>', 'line 1, column 1: this is no tag'],
    ['<a b="1"=/>', 'line 1, column 1: this is no tag'],
    ['<a>\r\n<b c="<"/></a>', 'line 2, column 1: the attribute c has a <'],
    ['<a>&nbsp;</a>', 'line 1, column 4: &nbsp; refers to nothing'],
    ['<a>&#x110000;</a>', 'line 1, column 4: &#x110000; refers to nothing'],
    ['<a b="&c;"/>', 'line 1, column 7: &c; refers to nothing'],
    ['<a>]]></a>', 'line 1, column 4: in a text, ]]> is written ]]&gt;'],
    ['<a><!-- -- --></a>', 'line 1, column 4: a comment has a --'],
    ['<a>\u0001</a>', 'line 1, column 4: the character U+0001 is none that XML may hold'],
    ['<a>\uD800</a>', 'line 1, column 4: the character U+D800 is none that XML may hold'],
    ['<p:a/>', 'line 1, column 1: the prefix of p:a stands for no namespace'],
    ['<a p:b="1"/>', 'line 1, column 1: the prefix of p:b stands for no namespace'],
    ['<a xmlns:p=""/>', 'line 1, column 1: xmlns:p declares no namespace'],
    [
      '<a xmlns:p="u" xmlns:q="u"><b p:c="1" q:c="2"/></a>',
      'line 1, column 28: the element has the attribute q:c twice',
    ],
    ['<a xmlns:xml="u"/>', 'line 1, column 1: xmlns:xml="u" declares a namespace that XML has for itself'],
    ['<constructor/>', 'line 1, column 2: nothing can be named constructor'],
    ['<a>\n<b __proto__="1"/></a>', 'line 2, column 4: nothing can be named __proto__'],
    ['<a><!-- a constructor -->\n<constructor/></a>', 'line 2, column 2: nothing can be named constructor'],
    ['<a>\n<!-- x</a>', 'line 2, column 1: this comment has no end'],
    ['<a>\n<![CDATA[x</a>', 'line 2, column 1: this CDATA section has no end'],
    [
      '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>',
      'line 1, column 1: only a DOCTYPE is read here that declares nothing itself',
    ],
    ['<!DOCTYPE a PUBLIC "x{" "y"><a/>', 'line 1, column 1: only a DOCTYPE is read here that declares nothing itself'],
    ['<a><!DOCTYPE a></a>', 'line 1, column 4: behind the first tag, <! begins only comments and CDATA sections'],
    ['<!DOCTYPE a><!DOCTYPE a><a/>', 'line 1, column 25: the text is no well-formed XML: Multiple DOCTYPE'],
    ['<a><?xml version="1.0"?></a>', 'line 1, column 4: <?xml is no XML declaration'],
  ])('%j', (text, message) => {
    expect(refusal(text)).toContain(message);
  });
});

describe('what is beyond the limits is refused at once', () => {
  it.each([
    [
      'depth',
      `${'<a>'.repeat(200_000)}${'</a>'.repeat(200_000)}`,
      'line 1, column 301: elements are nested more than 100',
    ],
    ['depth, without ends', '<a>'.repeat(200_000), 'line 1, column 301: elements are nested more than 100'],
    [
      'attributes',
      `<a ${Array.from({ length: 100_000 }, (_, n) => `b${n}="1"`).join(' ')}/>`,
      'more than 256 attributes',
    ],
    [
      'length',
      `<a>${'x'.repeat(50_000_000)}</a>`,
      'the text has 50000007 characters, more than the 33554432 that are read',
    ],
    ['elements', `<a>${'<b/>'.repeat(3_000_000)}</a>`, 'the text has more than 2097152 elements'],
    ['instruction', `<a><?p ${'x'.repeat(5000)}?></a>`, 'this processing instruction is too long'],
    [
      'entities',
      `<!DOCTYPE a [<!ENTITY x "${'x'.repeat(100)}">${'<!ENTITY y "&x;&x;">'.repeat(10)}]><a>&y;</a>`,
      'only a DOCTYPE is read here that declares nothing itself',
    ],
  ])('%s', (_, text, message) => {
    expect(refusal(text)).toContain(message);
  });

  it('namespaces, of which each element sees all', () => {
    const nested = Array.from({ length: 98 }, (_, level) => {
      return `<a ${Array.from({ length: 250 }, (_, n) => `xmlns:p${level}_${n}="u"`).join(' ')}>`;
    });
    const text = `${nested.join('')}${'<b xmlns:q="v"/>'.repeat(20_000)}${'</a>'.repeat(98)}`;
    expect(parseXml(text).children).toHaveLength(1);
  });

  it('that the caller sets', () => {
    expect(() => parseXml('<a><b/></a>', { depth: 1 })).toThrow('line 1, column 4: elements are nested more than 1 ');
    expect(() => parseXml('<a><b/></a>', { elements: 1 })).toThrow('more than 1 elements');
    expect(() => parseXml('<a b="" c=""/>', { attributes: 1 })).toThrow('more than 1 attributes');
    expect(() => parseXml('<a/>', { length: 3 })).toThrow('has 4 characters, more than the 3');
  });
});
