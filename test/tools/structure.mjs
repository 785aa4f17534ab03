// `npm run structure -- [checkout] [--json]`: how the code of a checkout is built, in numbers, so that two states of it
// can be compared. Build the checkout first: the walks need its templates. What is counted is said beside each figure.
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { globSync } from 'tinyglobby';
import { circles } from './structure/circles.mjs';
import { castsOf, functionsOf, median, sum } from './structure/code.mjs';
import { exportedNames } from './structure/exports.mjs';
import { importsOf, isProjectFile } from './structure/imports.mjs';
import { print } from './structure/print.mjs';
import { linesOf, longLines, namesakes, parse, read, sourceFiles } from './structure/sources.mjs';
import { walks } from './structure/walks.mjs';

const { values, positionals } = parseArgs({ allowPositionals: true, options: { json: { type: 'boolean' } } });
const checkout = resolve(positionals[0] ?? fileURLToPath(new URL('../../', import.meta.url)));
for (const needed of ['runtime/index.ts', 'generator/emit/templates.js']) {
  if (!existsSync(join(checkout, needed))) throw new Error(`${join(checkout, needed)} is missing: is it built?`);
}

const trees = sourceFiles(checkout).map((path) => parse(checkout, path));
const figures = {
  files: fileFigures(),
  circles: circleFigures(),
  exports: exportedNames(checkout),
  casts: castFigures(),
  functions: functionFigures(),
  longLines: longLines(checkout),
  generated: generatedFigures(),
  walks: walks(checkout),
};
console.log(values.json ? JSON.stringify(figures, null, 2) : print(figures));

function fileFigures() {
  const files = trees.map((tree) => ({ file: tree.fileName, lines: linesOf(tree.text).length }));
  const lengths = files.map(({ lines }) => lines);
  return {
    count: files.length,
    lines: sum(lengths),
    median: median(lengths),
    longest: longest(files),
    under15: lengths.filter((lines) => lines < 15).length,
    namesakes: namesakes(checkout),
  };
}

function circleFigures() {
  const imports = trees.flatMap(importsOf).filter(({ to }) => isProjectFile(to));
  const of = (...kinds) => circles(imports.filter(({ kind }) => kinds.includes(kind)));
  return { withTypes: of('value', 'type'), ofValues: of('value'), withLazy: of('value', 'type', 'lazy') };
}

function castFigures() {
  const casts = trees.map(castsOf);
  return Object.fromEntries(['as', 'nonNull', 'any'].map((kind) => [kind, sum(casts.map((each) => each[kind]))]));
}

function functionFigures() {
  const functions = trees.flatMap(functionsOf);
  const lengths = functions.map(({ lines }) => lines);
  return {
    count: functions.length,
    median: median(lengths),
    longest: longest(functions),
    over40: lengths.filter((lines) => lines > 40).length,
  };
}

function longest(items) {
  return items.reduce((best, item) => (item.lines > best.lines ? item : best));
}

function generatedFigures() {
  const texts = globSync('generated/**/*.ts', { cwd: checkout }).map((path) => read(checkout, path));
  return {
    files: texts.length,
    lines: sum(texts.map((text) => linesOf(text).length)),
    bytes: sum(texts.map((text) => Buffer.byteLength(text))),
  };
}
