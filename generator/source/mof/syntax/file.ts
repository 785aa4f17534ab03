import type { FileDiagnostics } from '../file-diagnostics.js';
import { classDeclaration } from './class.js';
import type { Names } from './names.js';
import type { DeclarationNode } from './nodes.js';
import { compilerDirective } from './pragma.js';
import { qualifierDeclaration } from './qualifier-declaration.js';
import { recovering, skipDeclaration } from './recovery.js';
import { TokenStream } from './token-stream.js';
import { instanceDeclaration, qualifierList } from './value.js';

/**
 * `mofSpecification = *mofProduction`: the declarations of a file. A declaration with a mistake is left out, and
 * reported to `diagnostics`.
 *
 * @param names what the names of the file are taken from, and added to
 */
export function parseFile(diagnostics: FileDiagnostics, names: Names): DeclarationNode[] {
  const stream = new TokenStream(diagnostics, names);
  const declarations: DeclarationNode[] = [];
  while (!stream.at('end')) {
    const declaration = recovering(stream, mofProduction, skipDeclaration);
    if (declaration !== null) declarations.push(declaration);
  }
  return declarations;
}

/**
 * `mofProduction = compilerDirective / classDeclaration / assocDeclaration / indicDeclaration / qualifierDeclaration /
 * instanceDeclaration`.
 */
function mofProduction(stream: TokenStream): DeclarationNode | null {
  stream.holdsObjects = false;
  if (stream.at('directive')) return compilerDirective(stream);
  if (stream.at(';')) return emptyStatement(stream);
  if (stream.atKeyword('qualifier')) return qualifierDeclaration(stream);
  const qualifiers = qualifierList(stream);
  if (stream.atKeyword('class')) return classDeclaration(stream, qualifiers);
  if (stream.atKeyword('instance')) return instanceDeclaration(stream, qualifiers);
  return stream.failExpecting(
    qualifiers.length > 0
      ? '"class" or "instance of" after the qualifiers'
      : 'a declaration: "class", "instance of", "qualifier" or "#pragma"',
  );
}

function emptyStatement(stream: TokenStream): null {
  const { span } = stream;
  stream.advance();
  stream.diagnostics.warn(span, 'mof-extra-semicolon', 'this ";" ends nothing and is ignored', 'remove it');
  return null;
}
