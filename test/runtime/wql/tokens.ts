/** A token of a WQL statement. */
export type Token =
  | { readonly kind: 'word' | 'symbol' | 'number'; readonly text: string }
  | { readonly kind: 'string'; readonly value: string };

const TOKEN =
  /\s+|(?<word>[\p{L}_][\p{L}\p{N}_]*)|(?<number>-?\d+(?:\.\d+)?)|(?<symbol><>|<=|>=|[=<>(),.*])|'(?<single>(?:[^'\\]|\\['"\\])*)'|"(?<double>(?:[^"\\]|\\['"\\])*)"/uy;

/**
 * Reads a statement as Microsoft's page on the WHERE clause describes literals, and knows no more than that: quotes and
 * backslashes after a backslash, and nothing else after one.
 * @throws SyntaxError where no token begins.
 */
export function tokens(statement: string): Token[] {
  const found: Token[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < statement.length) {
    const start = TOKEN.lastIndex;
    const match = TOKEN.exec(statement);
    if (match === null) throw new SyntaxError(`no token at ${start} of ${statement}`);
    const { word, number, symbol, single, double } = match.groups ?? {};
    const quoted = single ?? double;
    if (quoted !== undefined) found.push({ kind: 'string', value: quoted.replace(/\\(.)/gs, '$1') });
    else if (word !== undefined) found.push({ kind: 'word', text: word });
    else if (number !== undefined) found.push({ kind: 'number', text: number });
    else if (symbol !== undefined) found.push({ kind: 'symbol', text: symbol });
  }
  return found;
}

/** The tokens of a statement that has a `?` for each literal. */
export function tokensAround(statement: string, literals: readonly Token[]): Token[] {
  const rest = [...literals];
  return statement.split(/(\?)/).flatMap((part) => {
    if (part !== '?') return tokens(part);
    const literal = rest.shift();
    if (literal === undefined) throw new Error('fewer literals than places for them');
    return [literal];
  });
}
