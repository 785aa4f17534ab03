import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** The files of a folder and below, relative to it. */
export function filesIn(folder) {
  return readdirSync(folder, { recursive: true })
    .map(String)
    .filter((path) => statSync(join(folder, path)).isFile());
}

/** A program that reads files. */
export function writeReader(file, paths) {
  return writeProgram(
    file,
    `import { readFileSync } from 'node:fs';
     for (const path of ${JSON.stringify(paths)}) readFileSync(path);`,
  );
}

/**
 * A program that reads the inputs of a run as text, and writes files of the same names and sizes as those of a folder:
 * what no generator can leave out. It makes their content in memory.
 */
export function writeCopier(file, inputs, from, to) {
  const outputs = filesIn(from).map((path) => [join(to, path), statSync(join(from, path)).size]);
  const folders = new Set(outputs.map(([path]) => dirname(path)));
  const largest = Math.max(...outputs.map(([, size]) => size));
  return writeProgram(
    file,
    `import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
     for (const path of ${JSON.stringify(inputs)}) readFileSync(path, 'utf8');
     for (const path of ${JSON.stringify([...folders])}) mkdirSync(path, { recursive: true });
     const content = Buffer.alloc(${largest}, 'x');
     for (const [path, size] of ${JSON.stringify(outputs)}) writeFileSync(path, content.subarray(0, size));`,
  );
}

/** A program that imports one module. */
export function writeImporter(file, specifier) {
  return writeProgram(file, `import ${JSON.stringify(specifier)};`);
}

/** A program that does nothing. */
export function writeEmpty(file) {
  return writeProgram(file, '');
}

/** Turns generated classes into JavaScript that Node can import, and returns their folder. */
export function compileClasses(from, to, runtime) {
  // Loaded here, since it takes long and one group needs it.
  const typescript = createRequire(import.meta.url)('typescript-5.9');
  for (const path of filesIn(from)) {
    const target = join(to, path.replace(/\.ts$/, '.js'));
    mkdirSync(dirname(target), { recursive: true });
    const { outputText } = typescript.transpileModule(readFileSync(join(from, path), 'utf8'), {
      compilerOptions: { module: typescript.ModuleKind.ESNext, target: typescript.ScriptTarget.ES2022 },
    });
    writeFileSync(
      target,
      outputText.replaceAll("'mi-codegen/runtime/v1'", JSON.stringify(pathToFileURL(runtime).href)),
    );
  }
  writeFileSync(join(to, 'package.json'), '{ "type": "module" }');
  return to;
}

function writeProgram(file, text) {
  writeFileSync(file, text);
  return file;
}
