/**
 * Characters that are not seen, or that change how others are seen: control and format characters, line separators,
 * those of Unicode that are ignored by default (such as U+3164), and unpaired surrogates.
 */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\p{Cs}]/gu;

const NAMED: ReadonlyMap<string, string> = new Map([
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
]);

/**
 * The text on one line, with each invisible character as its escape: `\u202e`. Schemas, file names and servers are
 * quoted in what is printed: nothing in them may look like another line, or control a terminal.
 */
export function visibleText(text: string): string {
  return text.replace(INVISIBLE, (character) => NAMED.get(character) ?? escapeUnits(character));
}

/** A part of a line of a source text. Its tabs stay, so that carets below it stand right. */
export function visibleSource(line: string): string {
  return withoutCommands(line.split('\t').map(visibleText).join('\t'));
}

/**
 * What stands in a line of output so that build services take no part of it for a command: GitHub looks for `::` at
 * the beginning of a line, others for `##vso[` or `##teamcity[` anywhere in it.
 */
export function withoutCommands(line: string): string {
  return line.replace(/^(\s*):(?=:)/, '$1\\u003a').replace(/#(?=#\w*\[)/g, '\\u0023');
}

/**
 * JSON of a value for the output of a program. What is printed is the same data, but holds no invisible characters and
 * no commands of build services.
 */
export function visibleJson(value: unknown): string {
  const text = JSON.stringify(value, null, 2);
  return text.replace(/(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]|#(?=#)/gu, escapeUnits);
}

/** `\u202e`, for each UTF-16 unit. */
function escapeUnits(text: string): string {
  return text
    .split('')
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('');
}
