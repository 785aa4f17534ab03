import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  describe as describeFeature,
  docComment,
  escapeText,
  toParagraphs,
} from '../../../generator/emit/doc-comment.js';
import { EffectiveQualifiers } from '../../../generator/model/index.js';
import type { CimQualifier, SchemaValue } from '../../../runtime/schema/index.js';

describe('escapeText', () => {
  it.each([
    ['ends */ here', 'ends \\*\\/ here'],
    ['@deprecated', '\\@deprecated'],
    ['see (@x)', 'see (\\@x)'],
    ['mail@example.com', 'mail@example.com'],
    ['{@link x}', '\\{\\@link x\\}'],
    ['\\{', '\\\\\\{'],
    ['C:\\path', 'C:\\path'],
    ['C:\\path\\ \\\\server\\x', 'C:\\path\\\\ \\\\\\server\\x'],
    ['`$' + '{x}`', '\\`$\\{x\\}\\`'],
    ['<b>a</b> a < b', '\\<b\\>a\\</b\\> a \\< b'],
    ['[a](b) ![c][d] [e]: f, v[8]', '[a\\](b) ![c\\][d] [e\\]: f, v[8]'],
    ['*.mof 2 * 3 *', '\\*.mof 2 * 3 *'],
    ['A_B a__b __Event Key_ __y__', 'A_B a__b __Event Key\\_ __y\\_\\_'],
    ['&lt; &#65; R&D', '\\&lt; \\&#65; R&D'],
    ['# a #b ~~c~~ ~d', '\\# a #b \\~\\~c\\~\\~ ~d'],
    ['a \t\r\n b\u0000c\u00a0d', 'a b c d'],
    ['a\u202e\u200b\ufeff\u3164\ufe0fb', 'ab'],
    ['half \ud800.', 'half \ufffd.'],
    ['Größe 日本語 😀', 'Größe 日本語 😀'],
  ])('%j', (text, escaped) => {
    expect(escapeText(text)).toBe(escaped);
  });
});

it('escapes a million backslashes, in time that does not grow with their square', () => {
  expect(escapeText('\\'.repeat(1e6))).toHaveLength(2e6);
  expect(escapeText('_'.repeat(1e6)).length).toBeGreaterThan(1e6);
});

describe('toParagraphs', () => {
  it('splits at every kind of line end, and drops what is blank', () => {
    expect(toParagraphs('a\nb\r\n\r\nc\u2028d\u2029e\u0085f\vg\fh\n  \n')).toEqual([...'abcdefgh']);
    expect(toParagraphs(' \n ')).toEqual([]);
  });
});

describe('docComment', () => {
  it('is one line where that fits, and nothing for nothing', () => {
    expect(docComment(['Short.'], '  ')).toBe('  /** Short. */\n');
    expect(docComment([], '  ')).toBe('');
  });

  it('wraps at 100 columns, the indent included', () => {
    const lines = docComment(['word '.repeat(60).trim(), 'Second.'], '    ')
      .trimEnd()
      .split('\n');
    expect(lines.every((line) => line.length <= 100)).toBe(true);
    expect(lines.slice(-3)).toEqual(['     *', '     * Second.', '     */']);
    expect(lines.filter((line) => line.includes('word')).map((line) => line.length)).toEqual([96, 96, 96, 36]);
  });

  it('begins no line with what would be a list or a heading', () => {
    const text = `${'a'.repeat(90)} - ${'b'.repeat(90)} 12. ${'c'.repeat(90)} == d`;
    expect(docComment([text], '').split('\n').slice(1, -2)).toEqual([
      ` * ${'a'.repeat(90)} -`,
      ` * ${'b'.repeat(90)} 12.`,
      ` * ${'c'.repeat(90)} == d`,
    ]);
  });

  it('fills its lines, and breaks only where a line may end', () => {
    const words = fc.array(fc.constantFrom('a', '-', '+=', '12.', '3)', 'word', 'x'.repeat(96), 'y'.repeat(200)));
    fc.assert(
      fc.property(words, (given) => {
        const text = ['first', ...given].join(' ');
        const lines = docComment([text, 'last'], '').split('\n').slice(1, -4);
        const texts = lines.map((line) => line.slice(' * '.length));
        expect(texts.join(' ')).toBe(text);
        texts.slice(1).forEach((line, index) => {
          // What cannot be parted: a word with the markers of lists and headings that follow it.
          const [unit = ''] = /^\S+(?: (?:[-+]=?|\d+[.)])(?= |$))*/.exec(line) ?? [];
          expect(line).not.toMatch(/^(?:[-+=]+|\d+[.)])(?: |$)/);
          expect(`${texts[index]} ${unit}`.length).toBeGreaterThan(97);
        });
      }),
    );
  });

  it('ends where it ends, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const comment = docComment(toParagraphs(text), '').trimEnd();
        if (comment === '') return;
        expect(comment.indexOf('*/')).toBe(comment.length - 2);
        // biome-ignore lint/suspicious/noControlCharactersInRegex: none of them may be there.
        expect(comment).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e]/);
        expect(comment).not.toMatch(/(?<![\p{L}\p{N}\\])@|(?<!\\)[{}<>`]/u);
      }),
    );
  });
});

describe('describe', () => {
  const qualifier = (name: string, value: SchemaValue): CimQualifier => {
    const flavor = { overridable: true, toSubclass: true, toInstance: false, translatable: false };
    return { name, type: 'string', array: Array.isArray(value), value, flavor };
  };
  const words = 'word '.repeat(1_000).trim();

  it('repeats an inherited text up to 4,000 characters', () => {
    const inherited = new EffectiveQualifiers({ qualifiers: [qualifier('Description', words)] }, null);
    expect(describeFeature(inherited)).toEqual([words]);
    const redeclared = new EffectiveQualifiers({ qualifiers: [] }, inherited);
    expect(describeFeature(redeclared)).toEqual([`${words.slice(0, 3_999)} …`]);
    const own = new EffectiveQualifiers({ qualifiers: [qualifier('Description', words)] }, inherited);
    expect(describeFeature(own)).toEqual([words]);
  });

  it('repeats fifty inherited replacements', () => {
    const names = Array.from({ length: 60 }, (_, index) => `A.P${index}`);
    const inherited = new EffectiveQualifiers({ qualifiers: [qualifier('Deprecated', names)] }, null);
    expect(describeFeature(inherited)).toEqual([`@deprecated Use ${names.join(', ')}.`]);
    const redeclared = new EffectiveQualifiers({ qualifiers: [] }, inherited);
    expect(describeFeature(redeclared)).toEqual([`@deprecated Use ${names.slice(0, 50).join(', ')}.`]);
  });
});
