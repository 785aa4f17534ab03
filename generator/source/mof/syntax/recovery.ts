import { type Token, tokenEnd } from './token.js';
import { SyntaxFailure, type TokenStream } from './token-stream.js';

/** Runs a production. When it does not fit, skips to where the next one may begin, and returns null. */
export function recovering<T>(
  stream: TokenStream,
  production: () => T,
  skip: (stream: TokenStream, openBraces: number) => void,
): T | null {
  const { openBraces } = stream;
  try {
    const result = production();
    stream.settle();
    return result;
  } catch (error) {
    if (!(error instanceof SyntaxFailure)) throw error;
    skip(stream, openBraces);
    stream.forget();
    return null;
  }
}

/** Skips past the next `;`, or to the end of the body. Without either, the whole body fails. */
export function skipMember(stream: TokenStream, openBraces: number): void {
  while (!stream.at('end')) {
    if (stream.accept(';')) return;
    if (stream.at('}') && stream.openBraces <= openBraces) return;
    if (beginsDeclaration(stream)) return;
    stream.advance();
  }
  throw new SyntaxFailure();
}

/** Skips past the `;` of the declaration, or to where another one clearly begins. */
export function skipDeclaration(stream: TokenStream): void {
  let depth = 0;
  do {
    if (stream.at('{')) depth++;
    // The mistake may be in an array: its `}` closes nothing that was opened here.
    if (stream.at('}') && depth > 0) depth--;
    const token = stream.advance();
    if (token.kind === ';' && depth === 0) return;
  } while (!stream.at('end') && !stream.at('directive') && !beginsDeclaration(stream));
}

/** Whether the next tokens almost certainly begin a declaration. */
export function beginsDeclaration(stream: TokenStream): boolean {
  const isClass = stream.atKeyword('class');
  if (!isClass && !stream.atKeyword('qualifier')) return false;
  const behindName = stream.peek(2).kind;
  return stream.peek(1).kind === 'identifier' && (behindName === ':' || (isClass && behindName === '{'));
}

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
  // If the end of the body is missing, its members are declared all the same.
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
