// The hand-written files of a checkout: what the structure script measures and test/project checks.
import { readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { globSync } from 'tinyglobby';
import ts from 'typescript-6.0';

export const MAX_COLUMNS = 120;

/** The sources of generator/ and runtime/. The declarations of the precompiled templates are made by the build. */
export function sourceFiles(checkout) {
  return globSync(['{generator,runtime}/**/*.ts', '!**/*.d.ts'], { cwd: checkout }).sort();
}

export function read(checkout, path) {
  return readFileSync(join(checkout, path), 'utf8');
}

/** The lines of a text; the end of its last line begins no other. */
export function linesOf(text) {
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  return lines;
}

/** The syntax tree of a TypeScript file. */
export function parse(checkout, path) {
  return ts.createSourceFile(path, read(checkout, path), ts.ScriptTarget.Latest, true);
}

/** True for a door: a module that holds nothing but imports and re-exports. */
export function isDoor(source) {
  return source.statements.every((statement) => ts.isImportDeclaration(statement) || ts.isExportDeclaration(statement));
}

/** The sources, by their names, that share a name with others; index.ts is no name. */
export function namesakes(checkout) {
  const byName = new Map();
  for (const path of sourceFiles(checkout)) {
    const name = posix.basename(path);
    byName.set(name, [...(byName.get(name) ?? []), path]);
  }
  byName.delete('index.ts');
  return [...byName.values()].filter((paths) => paths.length > 1);
}

/**
 * The lines over 120 columns in sources, tests and scripts, as `file:line`. Generated code is left out, and lines that
 * are too long for the text of a literal: a message or a pattern stays in one piece.
 */
export function longLines(checkout) {
  const paths = globSync('{generator,runtime,test}/**/*.{ts,mjs}', {
    cwd: checkout,
    ignore: ['**/generated/**', '**/node_modules/**', 'generator/emit/templates.*', 'test/golden/*/expected/**'],
  });
  return paths.sort().flatMap((path) => {
    const long = linesOf(read(checkout, path)).flatMap((line, index) => (line.length > MAX_COLUMNS ? [index] : []));
    if (long.length === 0) return [];
    const source = parse(checkout, path);
    return long.filter((index) => !isLongForLiteral(source, index)).map((index) => `${path}:${index + 1}`);
  });
}

/** True when a literal reaches to the last columns; what follows it may be punctuation. */
function isLongForLiteral(source, line) {
  const node = nodeAt(source, source.getPositionOfLineAndCharacter(line, MAX_COLUMNS - 3));
  return ts.isStringLiteralLike(node) || ts.isTemplateLiteralToken(node) || ts.isRegularExpressionLiteral(node);
}

/** The innermost node at a position, which comments are not part of. */
function nodeAt(node, position) {
  const holds = (child) => child.getStart() <= position && position < child.end;
  const child = ts.forEachChild(node, (each) => (holds(each) ? each : undefined));
  return child === undefined ? node : nodeAt(child, position);
}
