import type { SchemaIndex } from '../../generator/model/index.js';
import {
  type CimClass,
  type CimMethod,
  type CimParameter,
  type CimProperty,
  type CimTypedElement,
  elementClass,
  findQualifier,
  foldName,
  type Qualified,
  withInherited,
} from '../../runtime/schema/index.js';

/** Qualifiers that are compared. */
export type Mark = 'Abstract' | 'Association' | 'Key' | 'Singleton' | 'Static' | 'Write';

/** One thing that can be said of a class. */
export interface Fact {
  /** The property or method that it is about, folded; empty for the class itself. */
  readonly member: string;
  /** The element as it follows the name of the class: `.Handle`, `.Create()`, `.Create(CommandLine)`, or nothing. */
  readonly element: string;
  readonly part: 'type' | 'name' | 'values' | 'parameters' | 'superclass' | Mark;
  /** What is said: `string`, `in uint32`, `true` or `false`, codes or names with commas between them, or nothing. */
  readonly is: string;
}

/** A class as it is declared, and together with what it inherits. */
export interface WholeClass {
  readonly own: CimClass;
  readonly whole: CimClass;
}

/** A class with all that it inherits from the superclasses that the index has. */
export function wholeClass(index: SchemaIndex, own: CimClass): WholeClass {
  const superclass = index.superclassOf(own);
  return { own, whole: superclass === undefined ? own : withInherited(own, wholeClass(index, superclass).whole) };
}

/** The classes that a schema declares, by folded name. An index would find WMI's system classes besides. */
export function classesByName(classes: readonly CimClass[]): ReadonlyMap<string, CimClass> {
  return new Map(classes.map((cimClass) => [foldName(cimClass.name), cimClass]));
}

/** What facts have as `member`, of the class and of the members that it declares itself. */
export function membersOf({ properties, methods }: CimClass): ReadonlySet<string> {
  return new Set(['', ...[...properties, ...methods].map(({ name }) => foldName(name))]);
}

/** What a class says, in what it inherits too; but no names of values, and nothing that is said in sentences. */
export function factsOf({ own, whole }: WholeClass): readonly Fact[] {
  const about = { member: '', element: '' };
  return [
    { ...about, part: 'superclass', is: own.superclass ?? '' },
    // Some classes of WMI pass Abstract on, but their subclasses are not abstract.
    mark(about, own, 'Abstract'),
    mark(about, whole, 'Association'),
    mark(about, whole, 'Singleton'),
    ...whole.properties.flatMap(propertyFacts),
    ...whole.methods.flatMap(methodFacts),
  ];
}

function propertyFacts(property: CimProperty): readonly Fact[] {
  const about = { member: foldName(property.name), element: `.${property.name}` };
  return [
    ...elementFacts(about, property, typeText(property)),
    mark(about, property, 'Key'),
    mark(about, property, 'Write'),
  ];
}

function methodFacts(method: CimMethod): readonly Fact[] {
  const { name, parameters } = method;
  const about = { member: foldName(name), element: `.${name}()` };
  return [
    ...elementFacts(about, method, method.returnType ?? 'void'),
    mark(about, method, 'Static'),
    { ...about, part: 'parameters', is: parameters.map((parameter) => parameter.name).join(', ') },
    ...parameters.flatMap((parameter) =>
      elementFacts(
        { ...about, element: `.${name}(${parameter.name})` },
        parameter,
        `${direction(parameter)} ${typeText(parameter)}`,
      ),
    ),
  ];
}

function elementFacts(about: Pick<Fact, 'member' | 'element'>, declaration: Qualified, type: string): readonly Fact[] {
  const codes = findQualifier(declaration, 'ValueMap') ?? findQualifier(declaration, 'BitMap');
  const values = Array.isArray(codes?.value) ? codes.value.map((code) => codeText(String(code))).join(', ') : null;
  return [
    { ...about, part: 'type', is: type },
    { ...about, part: 'name', is: about.element },
    ...(values === null ? [] : [{ ...about, part: 'values' as const, is: values }]),
  ];
}

/** `uint8[]`, `CIM_Process ref`, `Win32_ACE[]`; `object` for an embedded instance of any class. */
function typeText(element: CimTypedElement): string {
  const className = elementClass(element);
  const type = element.type === 'instance' || element.type === 'reference' ? 'object' : element.type;
  const reference = element.type === 'reference' ? ' ref' : '';
  return `${className ?? type}${reference}${element.array ? '[]' : ''}`;
}

/** `in`, `out` or `in out`. Parameters go in where nothing is said. */
function direction(parameter: CimParameter): string {
  const directions = ['In', 'Out'].filter((name) => isTrue(parameter, name));
  return directions.join(' ').toLowerCase() || 'in';
}

function mark(about: Pick<Fact, 'member' | 'element'>, declaration: Qualified, part: Mark): Fact {
  return { ...about, part, is: String(isTrue(declaration, part)) };
}

function isTrue(declaration: Qualified, name: string): boolean {
  return findQualifier(declaration, name)?.value === true;
}

/** Codes in hexadecimal are the same in decimal. */
function codeText(code: string): string {
  return /^0x[\da-f]+$/i.test(code) ? String(Number(code)) : code;
}
