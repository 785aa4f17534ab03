import { afterAll, expect, it } from 'vitest';
import { SchemaIndex } from '../../generator/model/index.js';
import { readMofFiles } from '../../generator/source/mof/index.js';
import {
  type CimClass,
  type CimProperty,
  type CimTypedElement,
  effectiveQualifier,
  foldName,
  type SchemaValue,
} from '../../runtime/schema/index.js';
import { GeneratedProject } from '../tools/generated-project.js';
import { describeShared } from '../tools/shared.js';

const HEAD = `import type * as mi from 'mi-codegen/runtime/v1';
import * as cim from './root/cimv2/index.js';
type Eq<A, B> = (<X>() => X extends A ? 1 : 2) extends <X>() => X extends B ? 1 : 2 ? true : false;
function is<_T extends true>(): void {}
export type Item<I> = I extends AsyncIterable<infer T> ? T : never;
export type Embedded = mi.Embedded<mi.CimObject>;
`;

/** The references of a class and its superclasses, the nearest declaration of each. */
function referencesOf(index: SchemaIndex, cimClass: CimClass): readonly CimProperty[] {
  const references = new Map<string, CimProperty>();
  for (const link of index.chain(cimClass)) {
    for (const property of link.properties) {
      const name = foldName(property.name);
      if (property.type === 'reference' && !references.has(name)) references.set(name, property);
    }
  }
  return Array.from(references.values());
}

function isAssociation(cimClass: CimClass): boolean {
  return effectiveQualifier({ declaration: cimClass, overridden: null }, 'Association')?.value === true;
}

/** Follows an association from one of its ends to all others, by every way that there is. */
function follow(association: string, from: CimProperty, ends: readonly CimProperty[], number: number): string {
  const others = ends.filter((end) => end !== from);
  const lines = others.flatMap((to, index) => [
    `  const to${index} = from.$associators(cim.${association}, { role: '${from.name}', resultRole: '${to.name}' });`,
    `  is<Eq<Item<typeof to${index}>, cim.${to.className}>>();`,
    `  is<cim.${to.className} extends Item<typeof all> ? true : false>();`,
  ]);
  return [
    `export function follow${number}(from: cim.${from.className}): void {`,
    `  const all = from.$associators(cim.${association});`,
    ...lines,
    `  const references = from.$references(cim.${association}, { role: '${from.name}' });`,
    `  is<Eq<Item<typeof references>, cim.${association}>>();`,
    '}',
  ].join('\n');
}

interface EmbeddedElement {
  readonly element: CimTypedElement;
  /** The TypeScript types of its values: of a property, or of a parameter as it goes in and comes out. */
  readonly given: readonly string[];
  readonly taken: readonly string[];
}

function qualifierValue({ qualifiers }: CimTypedElement, qualifier: string): SchemaValue | undefined {
  return qualifiers.find(({ name }) => foldName(name) === foldName(qualifier))?.value;
}

function embeddedElements({ name, properties, methods }: CimClass): readonly EmbeddedElement[] {
  const ofProperties = properties.map((element) => {
    return {
      element,
      given: [`cim.${name}['${element.name}']`],
      taken: [`mi.Initial<cim.${name}>['${element.name}']`],
    };
  });
  const ofParameters = methods.flatMap((method) =>
    method.parameters.map((element) => {
      const isOut = qualifierValue(element, 'Out') === true;
      const isIn = qualifierValue(element, 'In') ?? !isOut;
      const type = (suffix: string) => `cim.${name}_${method.name}_${suffix}['${element.name}']`;
      return {
        element,
        given: isOut ? [type('Out')] : [],
        taken: isIn ? [type('In')] : [],
      };
    }),
  );
  return [...ofProperties, ...ofParameters].filter(
    ({ element }) => qualifierValue(element, 'EmbeddedInstance') !== undefined,
  );
}

/** Both ways: what comes out is an object of the class, what goes in may also be its values. */
function checkEmbedded({ element, given, taken }: EmbeddedElement): readonly string[] {
  const item = `cim.${qualifierValue(element, 'EmbeddedInstance')}`;
  const list = (type: string) => (element.array ? `readonly ${type}[]` : type);
  return [
    ...given.map((type) => `is<Eq<NonNullable<${type}>, ${list(item)}>>();`),
    ...taken.map((type) => `is<Eq<NonNullable<${type}>, ${list(`mi.Embedded<${item}>`)}>>();`),
  ];
}

describeShared('all of DMTF 2.49.0', (shared) => {
  const loaded = readMofFiles([`${shared}/corpora/dmtf-2.49.0/cim_schema_2.49.0.mof`], { namespace: 'root/cimv2' });
  const index = new SchemaIndex(loaded);
  const project = new GeneratedProject(loaded);
  afterAll(() => project.remove());
  const classes = index.classesIn('root/cimv2');

  it('has navigation along each association, from each of its ends to every other', () => {
    const associations = classes.filter(isAssociation);
    let ways = 0;
    const functions = associations.flatMap((association) => {
      const references = referencesOf(index, association);
      return references.map((from) => follow(association.name, from, references, ways++));
    });
    project.write('follow.ts', HEAD + functions.join('\n'));
    expect(project.typeCheck('7.0')).toBe('');
    expect([associations.length, ways]).toEqual([643, 1290]);
  });
  it('has the class of each embedded instance, in and out', () => {
    const elements = classes.flatMap(embeddedElements);
    const checks = elements.flatMap(checkEmbedded);
    project.write('embedded.ts', [HEAD, ...checks].join('\n'));
    expect(project.typeCheck('7.0')).toBe('');
    expect([elements.length, checks.length]).toEqual([152, 162]);
  });
});
