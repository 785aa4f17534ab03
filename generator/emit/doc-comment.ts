/** The greatest length of a line with a comment. */
const WIDTH = 100;

/**
 * A TSDoc comment as lines, indented.
 *
 * @param paragraphs TSDoc texts, see {@link toParagraphs}. Without any, there is no comment
 */
export function docComment(paragraphs: readonly string[], indent: string): string[] {
  if (paragraphs.length === 0) return [];
  const lines = paragraphs.flatMap((paragraph, index) => {
    const wrapped = wrap(paragraph, WIDTH - indent.length - ' * '.length);
    return index === 0 ? wrapped : ['', ...wrapped];
  });
  const [only = ''] = lines;
  const single = `${indent}/** ${only} */`;
  if (lines.length === 1 && single.length <= WIDTH) return [single];
  return [`${indent}/**`, ...lines.map((line) => `${indent} * ${line}`.trimEnd()), `${indent} */`];
}

/**
 * The paragraphs of a text from a schema, with even white space and with everything escaped that TSDoc would interpret.
 */
export function toParagraphs(text: string): string[] {
  return text
    .split(/[\n\v\f\r\u0085\u2028\u2029]+/)
    .map((line) => escapeText(line))
    .filter((line) => line !== '');
}

/** Escapes one line of text from a schema for a comment. */
export function escapeText(text: string): string {
  return (
    text
      // Format characters can reverse the direction of text, and so make a comment look like code.
      .replace(/\p{Cf}/gu, '')
      .replace(/\p{Cs}/gu, '\ufffd')
      .replace(/[\s\p{Cc}]+/gu, ' ')
      .trim()
      .replaceAll('*/', '*\\/')
      // TSDoc reads `@word` as a tag unless the `@` is within a word, and braces as an inline tag.
      .replace(/(?<!\\)\\*(?:(?<![\p{L}\p{N}])@|[{}])/gu, escapeLast)
  );
}

/** Escapes the last character with a backslash, and so the backslashes before it. */
function escapeLast(match: string): string {
  return '\\'.repeat(2 * match.length - 1) + match.slice(-1);
}

function wrap(paragraph: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of paragraph.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return [...lines, line];
}
