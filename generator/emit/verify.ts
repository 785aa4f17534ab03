import { existsSync } from 'node:fs';
import type { CompilerOptions, Diagnostic as TsDiagnostic } from 'ts-morph';
import type { Diagnostic, Place } from '../diagnostics/index.js';
import { runtimeDoor } from '../package-files.js';
import type { TsMorph } from '../ts-morph.js';
import type { RenderedFile } from './compare.js';

/** The strictest flags of a user's project. Generated code must compile under all of them. */
const FLAGS: CompilerOptions = {
  lib: ['lib.es2022.d.ts', 'lib.esnext.disposable.d.ts'],
  strict: true,
  exactOptionalPropertyTypes: true,
  isolatedDeclarations: true,
  declaration: true,
  verbatimModuleSyntax: true,
  erasableSyntaxOnly: true,
  noUncheckedIndexedAccess: true,
  noImplicitOverride: true,
  noPropertyAccessFromIndexSignature: true,
  allowImportingTsExtensions: true,
  skipLibCheck: true,
  noEmit: true,
  types: [],
};

/** Type-checks rendered files as one program, without writing them. Returns an error for each mistake. */
export function verify(files: readonly RenderedFile[], tsMorph: TsMorph): Diagnostic[] {
  const compilerOptions: CompilerOptions = {
    ...FLAGS,
    target: tsMorph.ScriptTarget.ES2022,
    module: tsMorph.ModuleKind.NodeNext,
    moduleResolution: tsMorph.ModuleResolutionKind.NodeNext,
    paths: { 'mi-codegen/runtime/v1': [runtimeEntry()] },
  };
  const project = new tsMorph.Project({ compilerOptions, skipAddingFilesFromTsConfig: true });
  // A folder that does not exist on disk: the rendered files see each other and the runtime, but no file of the user.
  const folder = '/mi-codegen-output/';
  project.createSourceFile(`${folder}package.json`, '{ "type": "module" }');
  for (const file of files) project.createSourceFile(folder + file.path, file.text);
  return files.flatMap(({ path, text }) => {
    const file = project.getSourceFileOrThrow(folder + path);
    const found = [
      ...project.getProgram().getSyntacticDiagnostics(file),
      ...project.getProgram().getSemanticDiagnostics(file),
      ...project.getProgram().getDeclarationDiagnostics(file),
    ];
    const { compilerNode } = file;
    return found.map((diagnostic) => {
      const { line } = compilerNode.getLineAndCharacterOfPosition(diagnostic.getStart() ?? 0);
      return toDiagnostic(diagnostic, path, text, line + 1);
    });
  });
}

function toDiagnostic(diagnostic: TsDiagnostic, file: string, source: string, line: number): Diagnostic {
  const text = diagnostic.getMessageText();
  return {
    severity: 'error',
    code: `verify-ts${diagnostic.getCode()}`,
    message: typeof text === 'string' ? text : text.getMessageText(),
    place: { file, line, ...placeInLine(source, diagnostic.getStart() ?? 0, diagnostic.getLength() ?? 1) },
  };
}

/** The entry of the runtime for generated code: declarations in the package, source in the repository. */
function runtimeEntry(): string {
  const declarations = `${runtimeDoor}index.d.ts`;
  return existsSync(declarations) ? declarations : `${runtimeDoor}index.ts`;
}

function placeInLine(text: string, offset: number, length: number): Omit<Place, 'file' | 'line'> {
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
  const lineEnd = text.indexOf('\n', offset);
  return {
    column: offset - lineStart + 1,
    length,
    sourceLine: text.slice(lineStart, lineEnd < 0 ? undefined : lineEnd),
  };
}
