// Measures of the code: casts and functions.
import ts from 'typescript-6.0';

export function median(numbers) {
  const sorted = numbers.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  if (sorted.length === 0) return 0;
  return Number.isInteger(middle) ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[Math.floor(middle)];
}

export function sum(numbers) {
  return numbers.reduce((total, number) => total + number, 0);
}

/** Where the type checker is overruled. `as const` overrules nothing, and `satisfies` is no cast. */
export function castsOf(source) {
  const casts = { as: 0, nonNull: 0, any: 0 };
  walk(source, (node) => {
    if (ts.isAsExpression(node) && !ts.isConstTypeReference(node.type)) casts.as += 1;
    if (ts.isTypeAssertionExpression(node)) casts.as += 1;
    if (ts.isNonNullExpression(node)) casts.nonNull += 1;
    if (node.kind === ts.SyntaxKind.AnyKeyword) casts.any += 1;
  });
  return casts;
}

/** The functions with a body in braces, arrow functions too: their names and lengths, without the comment above. */
export function functionsOf(source) {
  const functions = [];
  walk(source, (node) => {
    if (!ts.isFunctionLike(node) || node.body === undefined || !ts.isBlock(node.body)) return;
    const first = source.getLineAndCharacterOfPosition(node.getStart(source)).line;
    const last = source.getLineAndCharacterOfPosition(node.end).line;
    functions.push({ name: nameOf(node), file: source.fileName, lines: last - first + 1 });
  });
  return functions;
}

/** What names the function that is its value. */
const NAMING = [ts.isVariableDeclaration, ts.isPropertyDeclaration, ts.isPropertyAssignment];

/** `name`, `Class.member`, or `(in name)` for a function without a name. */
export function nameOf(node) {
  const own = node.name ?? (NAMING.some((isNaming) => isNaming(node.parent)) ? node.parent.name : undefined);
  const isMember = ts.isClassElement(node) && ts.isClassLike(node.parent);
  const name = ts.isConstructorDeclaration(node) ? 'constructor' : own?.getText();
  if (name !== undefined) return isMember ? `${node.parent.name?.text ?? '(class)'}.${name}` : name;
  let outer = node.parent;
  while (outer !== undefined && !ts.isFunctionLike(outer)) outer = outer.parent;
  if (outer === undefined) return '(in the module)';
  const outerName = nameOf(outer);
  return outerName.startsWith('(in ') ? outerName : `(in ${outerName})`;
}

function walk(node, use) {
  use(node);
  ts.forEachChild(node, (child) => walk(child, use));
}
