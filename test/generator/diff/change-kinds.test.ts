import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CHANGE_KINDS, type ChangeKind } from '../../../generator/diff/change-kinds.js';
import { compareSchemas } from '../../../generator/diff/compare-schemas.js';
import { render } from '../../../generator/emit/render.js';
import { SchemaIndex } from '../../../generator/model/index.js';
import { plan } from '../../../generator/plan/plan.js';
import { GeneratedProject } from '../../tools/generated-project.js';
import { schemaOf, schemaOfClasses } from '../../tools/schema.js';
import { CHANGE_CASES } from './change-cases.js';

const KINDS = Object.keys(CHANGE_KINDS) as ChangeKind[];

describe('compareSchemas', () => {
  it.each(KINDS)('finds %s, and nothing else', (kind) => {
    const { before, after, changes } = CHANGE_CASES[kind];
    const found = compareSchemas(schemaOf(before).schema, schemaOf(after).schema);
    expect(found.map((change) => [change.class.replace('root/test:', ''), change.kind, change.element])).toEqual(
      changes,
    );
    expect(changes.map(([, each]) => each)).toContain(kind);
  });
});

/** Programs that use generated classes, with the classes before a change and after it, in one run of the compiler. */
describe('the compiler', () => {
  const project = new GeneratedProject(schemaOfClasses([]));
  afterAll(() => project.remove());
  let errors = '';
  beforeAll(() => {
    for (const kind of KINDS) {
      const { before, after, caller } = CHANGE_CASES[kind];
      addCaller(`before/${kind}`, before, caller);
      addCaller(`after/${kind}`, after, caller);
    }
    errors = project.typeCheck('7.0');
  });

  function addCaller(folder: string, mof: string, caller: string): void {
    const index = new SchemaIndex(schemaOf(mof));
    const planned = plan(index, index.classesIn('root/test'), { namespaces: ['root/test'] });
    const files = render(planned, { extension: 'js', source: 'files' });
    for (const { path, text } of files) project.write(`${folder}/${path}`, text);
    const program = [
      "import type { Session } from 'mi-codegen/runtime';",
      "import * as cim from './root/test/index.js';",
      'declare const session: Session;',
      caller,
      'export { session, cim };\n',
    ];
    project.write(`${folder}/caller.ts`, program.join('\n'));
  }

  function errorsOf(folder: string): string {
    return errors
      .split('\n')
      .filter((line) => line.includes(`${folder}/`) && !/ error TS(?:6133|6198):/.test(line))
      .join('\n');
  }

  it.each(KINDS)('takes a program before %s', (kind) => {
    expect(errorsOf(`before/${kind}`)).toBe('');
  });

  const compiling = KINDS.filter((kind) => !CHANGE_KINDS[kind].breaking || CHANGE_CASES[kind].compiles !== undefined);

  it.each(compiling)('takes the same program after %s', (kind) => {
    expect(errorsOf(`after/${kind}`)).toBe('');
  });

  it.each(KINDS.filter((kind) => !compiling.includes(kind)))('refuses the same program after %s', (kind) => {
    expect(errorsOf(`after/${kind}`)).toMatch(/^.*caller\.ts.* error TS/);
  });
});
