import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { formatDiagnostic } from '../../generator/diagnostics/index.js';
import { render } from '../../generator/emit/render.js';
import { checkSchema, SchemaIndex, select } from '../../generator/model/index.js';
import { LIBRARY_SPELLING } from '../../generator/options/option-table.js';
import { plan } from '../../generator/plan/plan.js';
import { readMofText } from '../../generator/source/mof/index.js';
import type { LoadedSchema } from '../../generator/source/schema-source.js';
import { FEATURES, GOLDEN } from './features.js';

function load(feature: string): LoadedSchema {
  const text = readFileSync(`${GOLDEN}${feature}/schema.mof`, 'utf8');
  return readMofText(text, { file: 'schema.mof', namespace: 'root/test' });
}

/** The files that a schema makes, and `diagnostics.txt` when there is something to say. */
function generate(loaded: LoadedSchema): Map<string, string> {
  const index = new SchemaIndex(loaded);
  const namespaces = ['root/test'];
  const { classes } = select(index, {
    namespaces,
    classes: [],
    exclude: [],
    source: 'files',
    spelling: LIBRARY_SPELLING,
  });
  const planned = plan(index, classes, { namespaces });
  const files = new Map(
    Array.from(render(planned, { extension: 'js', source: 'files' }), ({ path, text }) => [
      path.replace('root/test/', ''),
      text,
    ]),
  );
  const diagnostics = [...loaded.diagnostics, ...checkSchema(index), ...planned.diagnostics];
  if (diagnostics.length > 0) files.set('diagnostics.txt', `${diagnostics.map(formatDiagnostic).join('\n')}\n`);
  return files;
}

function readExpected(feature: string): Map<string, string> {
  const expected = `${GOLDEN}${feature}/expected`;
  const names = existsSync(expected) ? readdirSync(expected) : [];
  return new Map(names.map((name) => [name, readFileSync(`${expected}/${name}`, 'utf8')]));
}

/** `UPDATE=1 npx vitest run test/golden`: then read the diff. */
function update(feature: string, files: ReadonlyMap<string, string>): void {
  const expected = `${GOLDEN}${feature}/expected`;
  rmSync(expected, { recursive: true, force: true });
  mkdirSync(expected);
  for (const [name, text] of files) writeFileSync(`${expected}/${name}`, text);
}

describe('golden files', () => {
  it.each(FEATURES)('%s', (feature) => {
    const files = generate(load(feature));
    if (process.env['UPDATE'] === '1') update(feature, files);
    expect(Object.fromEntries(files)).toEqual(Object.fromEntries(readExpected(feature)));
  });

  it.each(FEATURES)('%s: the same bytes when the schema has its classes the other way round', (feature) => {
    const loaded = load(feature);
    const schema = { ...loaded.schema, classes: loaded.schema.classes.toReversed() };
    const files = generate({ ...loaded, schema });
    // Diagnostics follow the schema.
    files.delete('diagnostics.txt');
    const expected = readExpected(feature);
    expected.delete('diagnostics.txt');
    expect(Object.fromEntries(files)).toEqual(Object.fromEntries(expected));
  });
});
