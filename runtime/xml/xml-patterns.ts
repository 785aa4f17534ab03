// Parts of XML 1.0 and Namespaces in XML 1.0.

/** `NCName` of Namespaces in XML 1.0. */
const NAME_START = String.raw`A-Z_a-z\xC0-\xD6\xD8-\xF6\xF8-\u02FF\u0370-\u037D\u037F-\u1FFF\u200C\u200D\u2070-\u218F\u2C00-\u2FEF\u3001-\uD7FF\uF900-\uFDCF\uFDF0-\uFFFD\u{10000}-\u{EFFFF}`;
const NAME = String.raw`[${NAME_START}][${NAME_START}\-.0-9\xB7\u0300-\u036F\u203F\u2040]*`;
/** A name without a prefix. */
export const PLAIN_NAME: RegExp = new RegExp(`^${NAME}$`, 'u');
/** A name that may have a prefix. */
export const QUALIFIED_NAME: RegExp = new RegExp(`^(?:${NAME}:)?${NAME}$`, 'u');

const SPACE = String.raw`[ \t\r\n]`;
/** White space, at a place. */
export const SPACES: RegExp = new RegExp(`${SPACE}*`, 'y');
const EQUALS = `${SPACE}*=${SPACE}*`;
/** An XML declaration, at a place. */
export const DECLARATION: RegExp = new RegExp(
  String.raw`<\?xml${SPACE}+version${EQUALS}(["'])1\.\d+\1` +
    String.raw`(?:${SPACE}+encoding${EQUALS}(["'])[A-Za-z][\w.-]*\2)?` +
    String.raw`(?:${SPACE}+standalone${EQUALS}(["'])(?:yes|no)\3)?${SPACE}*\?>`,
  'y',
);
const LITERAL = `${SPACE}+(?:"[^"]*"|'[^']*')`;
const PUBLIC_CHARACTER = String.raw`[ \r\na-zA-Z0-9\-()+,./:=?;!*#@$_%]`;
const PUBLIC_LITERAL = `${SPACE}+(?:"(?:${PUBLIC_CHARACTER}|')*"|'${PUBLIC_CHARACTER}*')`;
const EXTERNAL = `${SPACE}+SYSTEM${LITERAL}|${SPACE}+PUBLIC${PUBLIC_LITERAL}${LITERAL}`;
/** A DOCTYPE that declares nothing itself, at a place. */
export const DOCTYPE: RegExp = new RegExp(`<!DOCTYPE${SPACE}+(?:${NAME}:)?${NAME}(?:${EXTERNAL})?${SPACE}*>`, 'uy');

/** Where what is matched at a place ends: at the place itself, when nothing is. */
export function endOf(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : at;
}
