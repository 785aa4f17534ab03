import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import type { PlannedNamespace } from '../../generator/plan/planned.js';
import { GeneratedProject } from '../tools/generated-project.js';
import { schemaOfClasses } from '../tools/schema.js';
import { TYPESCRIPT_VERSIONS } from '../tools/typescript.js';
import { CLASSES, randomSchema } from './random-schema.js';

/**
 * Schemas that nobody would write: classes redeclare what they inherit over and over, now and then with another type,
 * signature or class, embed themselves and each other, and everything has names that are in the way. Whatever a schema
 * says, the output compiles, and so does the code that uses it.
 */

/** With these seeds each fault that random schemas have found so far would be found again. */
const SCHEMAS = [
  { namespace: 'root/random', seed: 0 },
  { namespace: 'root/then/default', seed: 2 },
  { namespace: 'root/con/index.ts', seed: 5 },
];

/** A program that does with each class of a namespace what can be done with any class, whatever it declares. */
function program({ folder, classes }: PlannedNamespace): string {
  const uses = classes.map(({ identifier: C }) => {
    return `export const use_${C} = (object: generated.${C}, bases: CimObject[], classes: CimConstructor[]): readonly unknown[] => [
      bases.push(object), classes.push(generated.${C}), generated.${C}.$create(session, {}), object.$modify({}),
      object.$refresh(), generated.${C}.$query(session, {}), repository.update(object, {}), object.$path,
    ];`;
  });
  return `import * as generated from './${folder}/index.js';
    import type { Session } from 'mi-codegen/runtime';
    import type { CimConstructor, CimObject } from 'mi-codegen/runtime/v1';
    import type { MemoryRepository } from 'mi-codegen/runtime/memory';
    declare const session: Session;
    declare const repository: MemoryRepository;
    ${uses.join('\n')}`;
}

describe('random schemas', () => {
  const schemas = SCHEMAS.map(({ namespace, seed }) => fc.sample(randomSchema(namespace), { numRuns: 1, seed }));
  const project = new GeneratedProject(schemaOfClasses(schemas.flat(2)));
  for (const [at, namespace] of project.plan.namespaces.entries()) project.write(`use${at}.ts`, program(namespace));
  afterAll(() => project.remove());

  it('are generated whole', () => {
    const declared = project.modules.filter((path) => !/\/__(?!proto__|esModule)\w+\.js$/.test(path));
    expect(declared).toHaveLength(SCHEMAS.length * CLASSES);
    expect(project.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  it.each(TYPESCRIPT_VERSIONS)('compile under TypeScript %s', (version) => {
    expect(project.typeCheck(version)).toBe('');
  });
});
