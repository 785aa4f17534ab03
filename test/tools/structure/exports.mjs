// The exported names of the package's entries, as its users see them.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript-6.0';

/** The names, values and types, of each entry of package.json's `exports`; `export *` is followed. */
export function exportedNames(checkout) {
  const entries = entrySources(checkout);
  const program = ts.createProgram(
    entries.map(({ source }) => source),
    {
      target: ts.ScriptTarget.ES2023,
      module: ts.ModuleKind.NodeNext,
      moduleResolution: ts.ModuleResolutionKind.NodeNext,
      noLib: true,
      types: [],
    },
  );
  const checker = program.getTypeChecker();
  return entries.map(({ entry, source }) => {
    const module = checker.getSymbolAtLocation(program.getSourceFile(source));
    const names = checker.getExportsOfModule(module).map(({ name }) => name);
    return { entry, names: names.sort() };
  });
}

/** The sources that the entries' declarations are built from. */
function entrySources(checkout) {
  const { name, exports } = JSON.parse(readFileSync(join(checkout, 'package.json'), 'utf8'));
  return Object.entries(exports)
    .filter(([, target]) => target.types !== undefined)
    .map(([path, { types }]) => {
      const source = types.replace('./dist/', '').replace(/\.d\.ts$/, '.ts');
      return { entry: path.replace('.', name), source: join(checkout, source) };
    });
}
