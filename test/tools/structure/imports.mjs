// The imports of a file: what the structure script measures and test/project/imports.test.ts checks.
import { posix } from 'node:path';
import ts from 'typescript-6.0';

/** What a file imports or re-exports, in the order of its text. */
export function importsOf(source) {
  const from = source.fileName;
  const found = [];
  const add = (specifier, kind) => found.push({ from, to: resolve(from, specifier.text), kind });
  const visit = (node) => {
    if (ts.isImportDeclaration(node)) {
      add(node.moduleSpecifier, node.importClause?.isTypeOnly ? 'type' : 'value');
    } else if (ts.isExportDeclaration(node) && node.moduleSpecifier !== undefined) {
      add(node.moduleSpecifier, node.isTypeOnly ? 'type' : 'value');
    } else if (ts.isImportTypeNode(node)) {
      add(node.argument.literal, 'type');
    } else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      if (ts.isStringLiteralLike(node.arguments[0])) add(node.arguments[0], 'lazy');
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** True for a file of the project, false for a package. */
export function isProjectFile(path) {
  return /^(?:generator|runtime)\//.test(path);
}

function resolve(from, specifier) {
  if (!specifier.startsWith('.')) return specifier;
  return posix.join(posix.dirname(from), specifier).replace(/\.js$/, '.ts');
}
