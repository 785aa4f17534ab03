const NAME = String.raw`[\w\u0080-\uffff]+`;
/** Where a declaration may begin: at the beginning of a line, or behind the end of something else. */
const BEGIN = String.raw`(?:^|[;{}\])/])[ \t]*`;
const PRAGMAS = 'namespace|include|locale|instancelocale|autorecover|classflags|instanceflags|deleteclass';
const NUMBERS = '[us]int(?:8|16|32|64)|real(?:32|64)|char16';
/** Types that other languages have, too. */
const COMMON = 'datetime|boolean|string';

/** What hardly any other text has. Each pattern takes time linear in the text. */
const EVIDENCE: readonly RegExp[] = [
  new RegExp(String.raw`^[ \t]*#[ \t]*pragma[ \t]+(?:${PRAGMAS})\b`, 'im'),
  new RegExp(String.raw`${BEGIN}class\s+${NAME}\s*(?:as\s+\$${NAME}\s*)?(?::\s*(?:${NAME}\s*)?)?\{`, 'im'),
  new RegExp(String.raw`${BEGIN}instance\s+of\s+${NAME}\s*(?:as\s+\$${NAME}\s*)?\{`, 'im'),
  new RegExp(String.raw`${BEGIN}qualifier\s+${NAME}\s*:\s*(?:${NUMBERS}|${COMMON}|${NAME}\s*;)`, 'im'),
  new RegExp(String.raw`\b(?:${NUMBERS})\s+${NAME}\s*[[=;(),]`, 'i'),
  new RegExp(String.raw`${BEGIN}(?:${COMMON})\s+${NAME}\s*[[=;]`, 'im'),
  /\[\s*description\s*\(\s*"/i,
];

/** Whether a text is MOF, though it may be full of mistakes: it holds at least one thing that only MOF has. */
export function holdsMof(text: string): boolean {
  return EVIDENCE.some((pattern) => pattern.test(text));
}
