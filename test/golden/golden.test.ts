import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { formatDiagnostic } from '../../generator/diagnostics/index.js';
import { render } from '../../generator/emit/index.js';
import { checkSchema, SchemaIndex } from '../../generator/model/index.js';
import { plan } from '../../generator/plan/plan.js';
import { readMofText } from '../../generator/source/mof/index.js';
import { compilerOptions, TYPESCRIPT_VERSIONS, typeCheck } from '../tools/typescript.js';

const folder = fileURLToPath(new URL('.', import.meta.url));
const features = readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name);

/** The files that a feature's schema makes, and `diagnostics.txt` when there is something to say. */
function generate(feature: string): Map<string, string> {
  const text = readFileSync(`${folder}${feature}/schema.mof`, 'utf8');
  const loaded = readMofText(text, { file: 'schema.mof', namespace: 'root/test' });
  const index = new SchemaIndex(loaded);
  const planned = plan(index, index.classesIn('root/test'), { namespaces: ['root/test'] });
  const files = new Map(Array.from(render(planned), ({ path, text }) => [path.replace('root/test/', ''), text]));
  const diagnostics = [...loaded.diagnostics, ...checkSchema(index), ...planned.diagnostics];
  if (diagnostics.length > 0) files.set('diagnostics.txt', `${diagnostics.map(formatDiagnostic).join('\n')}\n`);
  return files;
}

function readExpected(feature: string): Map<string, string> {
  const expected = `${folder}${feature}/expected`;
  const names = existsSync(expected) ? readdirSync(expected) : [];
  return new Map(names.map((name) => [name, readFileSync(`${expected}/${name}`, 'utf8')]));
}

/** `UPDATE=1 npx vitest run test/golden`: then read the diff. */
function update(feature: string, files: ReadonlyMap<string, string>): void {
  const expected = `${folder}${feature}/expected`;
  rmSync(expected, { recursive: true, force: true });
  mkdirSync(expected);
  for (const [name, text] of files) writeFileSync(`${expected}/${name}`, text);
}

describe('golden files', () => {
  it.each(features)('%s', (feature) => {
    const files = generate(feature);
    if (process.env['UPDATE'] === '1') update(feature, files);
    expect(Object.fromEntries(files)).toEqual(Object.fromEntries(readExpected(feature)));
  });

  it.each(features)('%s: a second run makes the same bytes', (feature) => {
    expect(generate(feature)).toEqual(generate(feature));
  });
});

describe('golden files compile', () => {
  it.each(TYPESCRIPT_VERSIONS)('under TypeScript %s', (version) => {
    expect(
      typeCheck(version, {
        include: [`${folder}*/expected/*.ts`],
        compilerOptions: compilerOptions(version),
      }),
    ).toBe('');
  });
});
