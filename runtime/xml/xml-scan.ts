import { XmlError } from './xml-error.js';
import { DOCTYPE, endOf } from './xml-patterns.js';

/** What a document may have at most. */
export interface XmlLimits {
  /** UTF-16 units. Default 2^25, about 33 million. */
  readonly length?: number | undefined;
  /** Elements. Default 2^21, about 2 million. */
  readonly elements?: number | undefined;
  /** Levels of elements. Default 100: CIM-XML needs about 20. */
  readonly depth?: number | undefined;
  /** Attributes of one element. Default 256. */
  readonly attributes?: number | undefined;
}

/** Markup that has no elements in it: how it begins and ends, and what it is. */
const SKIPPED = [
  ['<!--', '-->', 'comment'],
  ['<![CDATA[', ']]>', 'CDATA section'],
  ['<?', '?>', 'processing instruction'],
] as const;

const NO_DOCTYPE = 'only a DOCTYPE is read here that declares nothing itself: <!DOCTYPE CIM SYSTEM "cim.dtd">';

/** What stands in one means nothing here, and takes the parser long. */
const LONGEST_INSTRUCTION = 4096;

/** What a tag consists of. The parsers go through other texts in it, too. */
const NAME = /<[^\s"'<>/=]+/y;
const ATTRIBUTE = /\s+[^\s"'<>/=]+\s*=\s*(["'])/y;
const TAG_END = /\s*\/?>/y;

/**
 * Goes through the tags of a text before anything is made of it: what is beyond the limits takes no time, and no tag
 * holds anything but attributes. All else that is no XML is left to the parser.
 * @returns the place of the innermost element that is open at the end; null for none.
 * @throws XmlError for the first element that is too much, and for a tag that is none.
 */
export function scanTags(text: string, limits: XmlLimits): number | null {
  const { length = 2 ** 25, elements = 2 ** 21, depth = 100, attributes = 256 } = limits;
  const refuse = (offset: number, reason: string): never => {
    throw new XmlError(text, offset, reason);
  };
  if (text.length > length) refuse(0, `the text has ${text.length} characters, more than the ${length} that are read`);
  let count = 0;
  const open: number[] = [];
  for (let at = text.indexOf('<'); at !== -1; at = text.indexOf('<', at + 1)) {
    const [begin = '', skippedTo, what] = SKIPPED.find(([start]) => text.startsWith(start, at)) ?? [];
    if (skippedTo !== undefined) {
      const end = text.indexOf(skippedTo, at + begin.length);
      if (end === -1) refuse(at, `this ${what} has no end`);
      if (begin === '<?' && end - at > LONGEST_INSTRUCTION) refuse(at, 'this processing instruction is too long');
      at = end;
    } else if (text[at + 1] === '/') open.pop();
    else if (text[at + 1] === '!') {
      if (count > 0) refuse(at, 'behind the first tag, <! begins only comments and CDATA sections');
      const end = endOf(DOCTYPE, text, at);
      if (end === at) refuse(at, NO_DOCTYPE);
      at = end - 1;
    } else {
      if (++count > elements) refuse(at, `the text has more than ${elements} elements, the most that are read`);
      if (open.length >= depth) refuse(at, `elements are nested more than ${depth} levels deep`);
      const end = endOfTag(text, at, attributes);
      if (end === null) refuse(at, `the element has more than ${attributes} attributes`);
      else if (end === -1) refuse(at, 'this is no tag: in it, attributes are written name="value", and < as &lt;');
      else {
        if (text[end - 2] !== '/') open.push(at);
        at = end - 1;
      }
    }
  }
  return open.at(-1) ?? null;
}

/** Where a tag ends; -1 for what is no tag, null for one with too many attributes. */
function endOfTag(text: string, start: number, most: number): number | null {
  let end = matchEnd(NAME, text, start);
  for (let attributes = 0; end > 0; attributes += 1) {
    const tagEnd = matchEnd(TAG_END, text, end);
    if (tagEnd !== -1) return tagEnd;
    if (attributes === most) return null;
    ATTRIBUTE.lastIndex = end;
    const quote = ATTRIBUTE.exec(text)?.[1];
    if (quote === undefined) return -1;
    end = text.indexOf(quote, ATTRIBUTE.lastIndex) + 1;
  }
  return -1;
}

function matchEnd(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : -1;
}
