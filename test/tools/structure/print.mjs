// The figures for people, with what each counts.
import { posix } from 'node:path';

export function print({ files, circles, exports, casts, functions, longLines, generated, walks }) {
  return [
    ...section('hand-written sources: generator/**/*.ts and runtime/**/*.ts, without declarations (.d.ts)', [
      ['files', files.count],
      ['lines', files.lines],
      ['median lines of a file', files.median],
      ['longest file', `${files.longest.lines} lines: ${files.longest.file}`],
      ['files under 15 lines', `${files.under15} (${percent(files.under15, files.count)})`],
      ['names, index.ts aside, that several files have', files.namesakes.length],
      ...files.namesakes.map((paths) => [`  ${posix.basename(paths[0])}`, paths.map(posix.dirname).join(', ')]),
    ]),
    ...section('circles of imports: files that all reach one another (strongly connected components)', [
      ...circleRows('of imports and re-exports, types counted', circles.withTypes),
      ...circleRows('of values alone (what is not `import type`)', circles.ofValues),
      ...circleRows('types and `import()` counted', circles.withLazy, circles.withTypes),
    ]),
    ...section('exported names, values and types, of the entries of package.json; `export *` followed', [
      ...exports.map(({ entry, names }) => [entry, names.length]),
    ]),
    ...section('casts in 1,000 lines', [
      ['`as`, without `as const` and `satisfies`', per1000(casts.as, files.lines)],
      ['`!` after an expression', per1000(casts.nonNull, files.lines)],
      ['`any` as a type', per1000(casts.any, files.lines)],
    ]),
    ...section('functions: those with a body in braces, from the first line to the last', [
      ['functions', functions.count],
      ['median lines', functions.median],
      ['longest', `${functions.longest.lines} lines: ${functions.longest.name} in ${functions.longest.file}`],
      ['over 40 lines', functions.over40],
    ]),
    ...section(
      'lines over 120 columns in generator/, runtime/ and test/, generated code and the text of literals aside',
      [['lines', longLines.length]],
    ),
    ...section('generated/: committed output of the bundled schema', [
      ['files', generated.files],
      ['lines', generated.lines],
      ['bytes', generated.bytes],
    ]),
    'walks: the functions that are entered after a warm-up, in their order, without those of the templates;',
    'stops (>) are those that have called one another when the walk arrives',
    ...walks.flatMap(walkLines),
  ].join('\n');
}

function section(title, rows) {
  return [title, ...rows.map(([name, value]) => `  ${`${name} `.padEnd(50, '.')} ${value}`), ''];
}

/** The members too, unless the circle has been listed before. */
function circleRows(name, found, listed = []) {
  const known = new Set(listed.map(String));
  const members = found.filter((circle) => !known.has(String(circle)));
  const sizes = found.map((circle) => circle.length).join(', ');
  return [[name, sizes || 'none'], ...members.map((circle) => [`  ${circle.length} files`, circle.join(' ')])];
}

function walkLines({ title, functions, files, stops }) {
  return [
    `  ${title}: ${stops} stops, ${functions.length} functions in ${files} files`,
    ...functions.map(({ name, file, stop }) => `  ${stop ? '>' : ' '} ${name} ${file}`),
    '',
  ];
}

function per1000(count, lines) {
  return `${((count * 1000) / lines).toFixed(2)} (${count})`;
}

function percent(part, whole) {
  return `${((part * 100) / whole).toFixed(0)} %`;
}
