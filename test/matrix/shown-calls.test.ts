import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, it } from 'vitest';
import { loadBundled } from '../../generator/index.js';
import type { ClassDescription } from '../../generator/show/class-description.js';
import { objectNameFor } from '../../generator/show/usage.js';
import { describeAll } from '../generator/show/described.js';
import { compilerOptions, typeCheck } from '../tools/typescript.js';

const root = fileURLToPath(new URL('../../', import.meta.url));
mkdirSync(join(root, 'build'), { recursive: true });
const folder = mkdtempSync(join(root, 'build/shown-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** A module with all that `show` says how to write of a class; what it leaves open may be anything. */
function moduleOf({ name, typescript, methods, associations }: ClassDescription): string {
  const identifiers = associations.map(({ call }) => /\$associators\(([^,)]+)/.exec(call)?.[1] ?? '');
  const others = [...new Set(identifiers)].filter((identifier) => identifier !== typescript.identifier);
  const objects = typescript.objects.map((statement) => `{ ${statement} }`);
  const calls = methods.map(({ call }) => `{ ${call} }`);
  const searches = associations.map(({ call }) => `  ${call};`);
  const text = [
    "import type { Session } from 'mi-codegen/runtime';",
    typescript.import,
    ...(others.length > 0 ? [`import { ${others.join(', ')} } from './generated/root/cimv2/index.js';`] : []),
    `export async function use(session: Session, ${objectNameFor(name)}: ${typescript.identifier}): Promise<void> {`,
    ...[...objects, ...calls, ...searches],
    '}',
  ].join('\n');
  return text
    .replaceAll("'./generated/", "'../../generated/")
    .replaceAll('session, { … }', 'session, undefined as never')
    .replaceAll(' { … }', ' {}')
    .replaceAll(': …', ': undefined as never')
    .replaceAll(', …', '');
}

it('what is shown of the bundled schema compiles with the generated code', () => {
  for (const description of describeAll(loadBundled(['root/cimv2'])).values()) {
    writeFileSync(join(folder, `${description.name}.ts`), moduleOf(description));
  }
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  const options = { ...compilerOptions('5.9'), noUnusedLocals: false, noUnusedParameters: false };
  expect(typeCheck('5.9', { include: [`${folder}/*.ts`], compilerOptions: options })).toBe('');
});
