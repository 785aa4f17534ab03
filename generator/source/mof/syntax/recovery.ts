import { SyntaxFailure, type TokenStream } from './token-stream.js';

/** Runs a production. When it does not fit, skips to where the next one may begin, and returns null. */
export function recovering<T>(
  stream: TokenStream,
  production: (stream: TokenStream) => T,
  skip: (stream: TokenStream, openBraces: number) => void,
): T | null {
  const { openBraces } = stream;
  try {
    const result = production(stream);
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
    const isEnd = depth === 0 && stream.at(';');
    stream.advance();
    if (isEnd) return;
  } while (!stream.at('end') && !stream.at('directive') && !beginsDeclaration(stream));
}

/** Whether the next tokens almost certainly begin a declaration. */
export function beginsDeclaration(stream: TokenStream): boolean {
  const isClass = stream.atKeyword('class');
  if (!isClass && !stream.atKeyword('qualifier')) return false;
  const behindName = stream.peek(2);
  return stream.peek(1) === 'identifier' && (behindName === ':' || (isClass && behindName === '{'));
}

/** Whether the members of a class or an instance end here. Its `}` may be missing. */
export function atEndOfBody(stream: TokenStream): boolean {
  return stream.at('}') || stream.at('end') || beginsDeclaration(stream);
}

export function closingBrace(stream: TokenStream, member: string): void {
  const help = beginsDeclaration(stream) ? 'the "}" of the declaration before this one is missing' : undefined;
  stream.expect('}', `${member} or "}"`, help);
}

/** `"}" ";"` at the end of a class or an instance. The semicolon is often forgotten. */
export function endOfBody(stream: TokenStream, member: string): void {
  if (!isClosed(stream, member)) return;
  const { previousEnd } = stream;
  if (stream.accept(';')) return;
  stream.diagnostics.warn(
    { offset: previousEnd - 1, length: 1 },
    'mof-missing-semicolon',
    'a declaration ends with "};", here the ";" is missing',
    'add it',
  );
}

/** Passes the brace at the end of a body. If it is missing, the members before are declared all the same. */
function isClosed(stream: TokenStream, member: string): boolean {
  const closed = recovering(
    stream,
    () => {
      closingBrace(stream, member);
      return true;
    },
    () => {},
  );
  return closed !== null;
}
