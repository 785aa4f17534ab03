import { tokenEnd } from './token.js';
import type { TokenStream } from './token-stream.js';

/** `"}" ";"` at the end of a class or an instance; the semicolon is often forgotten. */
export function endOfBody(stream: TokenStream, member: string): void {
  const brace = stream.expect('}', `${member} or "}"`);
  if (stream.accept(';')) return;
  stream.problems.warning(
    { offset: tokenEnd(brace) - 1, length: 1 },
    'mof-missing-semicolon',
    'a declaration ends with "};", here the ";" is missing',
    'add it',
  );
}
