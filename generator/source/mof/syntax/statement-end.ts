import { beginsDeclaration, recovering } from './recovery.js';
import { type Token, tokenEnd } from './token.js';
import type { TokenStream } from './token-stream.js';

/** Whether the members of a class or an instance end here. Its `}` may be missing. */
export function atEndOfBody(stream: TokenStream): boolean {
  return stream.at('}') || stream.at('end') || beginsDeclaration(stream);
}

export function closingBrace(stream: TokenStream, member: string): Token {
  const help = beginsDeclaration(stream) ? 'the "}" of the declaration before this one is missing' : undefined;
  return stream.expect('}', `${member} or "}"`, help);
}

/** `"}" ";"` at the end of a class or an instance. The semicolon is often forgotten. */
export function endOfBody(stream: TokenStream, member: string): void {
  // Where the end of the body is missing, the members in front of it are declared all the same.
  const brace = recovering(
    stream,
    () => closingBrace(stream, member),
    () => {},
  );
  if (brace === null || stream.accept(';')) return;
  stream.diagnostics.warn(
    { offset: tokenEnd(brace) - 1, length: 1 },
    'mof-missing-semicolon',
    'a declaration ends with "};", here the ";" is missing',
    'add it',
  );
}
