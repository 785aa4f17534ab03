import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import {
  type CompilerOptions,
  ModuleKind,
  ModuleResolutionKind,
  Project,
  ScriptTarget,
  type Diagnostic as TsDiagnostic,
} from 'ts-morph';
import type { Diagnostic, Place } from '../diagnostics/index.js';
import type { RenderedFile } from './write.js';

/** Every flag that a user's project may set and generated code must be clean under. */
const OPTIONS: CompilerOptions = {
  target: ScriptTarget.ES2022,
  lib: ['lib.es2022.d.ts', 'lib.esnext.disposable.d.ts'],
  module: ModuleKind.NodeNext,
  moduleResolution: ModuleResolutionKind.NodeNext,
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

/** Type-checks rendered files as one program, without writing them. Each problem becomes an error with its place. */
export function verify(files: readonly RenderedFile[]): Diagnostic[] {
  const project = new Project({
    compilerOptions: { ...OPTIONS, paths: { 'mi-codegen/runtime/v1': [runtimeDoor()] } },
    skipAddingFilesFromTsConfig: true,
  });
  // A folder that cannot exist: the rendered files see each other and the runtime, and nothing of the user's.
  const folder = '/mi-codegen-output/';
  project.createSourceFile(`${folder}package.json`, '{ "type": "module" }');
  for (const file of files) project.createSourceFile(folder + file.path, file.text);
  return files.flatMap(({ path, text }) => {
    const file = project.getSourceFileOrThrow(folder + path);
    const problems = [
      ...project.getProgram().getSyntacticDiagnostics(file),
      ...project.getProgram().getSemanticDiagnostics(file),
      ...project.getProgram().getDeclarationDiagnostics(file),
    ];
    return problems.map((problem) => toDiagnostic(problem, path, text));
  });
}

function toDiagnostic(problem: TsDiagnostic, file: string, source: string): Diagnostic {
  const text = problem.getMessageText();
  return {
    severity: 'error',
    code: `verify-ts${problem.getCode()}`,
    message: typeof text === 'string' ? text : text.getMessageText(),
    place: { file, ...placeOf(source, problem.getStart() ?? 0, problem.getLength() ?? 1) },
  };
}

/** The runtime's door beside this file: declarations in the package, source in the repository. */
function runtimeDoor(): string {
  const path = (name: string) => fileURLToPath(new URL(`../../runtime/v1/${name}`, import.meta.url));
  return existsSync(path('index.d.ts')) ? path('index.d.ts') : path('index.ts');
}

function placeOf(text: string, offset: number, length: number): Omit<Place, 'file'> {
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
  const lineEnd = text.indexOf('\n', offset);
  return {
    line: text.slice(0, offset).split('\n').length,
    column: offset - lineStart + 1,
    length,
    sourceLine: text.slice(lineStart, lineEnd < 0 ? undefined : lineEnd),
  };
}
