import {
  type CimClass,
  type CimFlavor,
  type CimInstanceDeclaration,
  type CimMethod,
  type CimPropertyValue,
  type CimQualifier,
  type CimQualifierDeclaration,
  type CimSchema,
  type CimType,
  type CimTypedElement,
  DEFAULT_FLAVOR,
  foldName,
  isIntegerType,
  isSchema,
  type SchemaValue,
} from '../../../runtime/schema/index.js';
import { realText } from '../../../runtime/values/number-text.js';
import { type ExpectedType, PropertyTypes } from '../property-types.js';
import { QualifierTypes } from './compile/qualifier-types.js';

/**
 * Prints a schema as MOF, from which `parseMof` reads the same schema: qualifier declarations, classes, instances.
 *
 * In MOF only a declaration gives the type of a qualifier. A qualifier may be read back with another type when neither
 * a declaration nor DSP0004 gives its type, and its value does not show it.
 *
 * @throws TypeError when `schema` is no schema
 */
export function printMof(schema: CimSchema): string {
  if (!isSchema(schema)) throw new TypeError('printMof() takes a schema: loadMof(…).schema');
  return new Printer(schema).print();
}

type Element = CimTypedElement & { readonly defaultValue?: SchemaValue };

class Printer {
  readonly #schema: CimSchema;
  readonly #qualifierTypes: QualifierTypes;
  readonly #propertyTypes: PropertyTypes;

  constructor(schema: CimSchema) {
    this.#schema = schema;
    this.#qualifierTypes = new QualifierTypes(schema.qualifierDeclarations);
    this.#propertyTypes = PropertyTypes.of(schema.classes);
  }

  print(): string {
    const { qualifierDeclarations, classes, instances } = this.#schema;
    const declarations = [
      ...qualifierDeclarations.map((declaration) => [declaration.namespace, this.#qualifierDeclaration(declaration)]),
      ...classes.map((cimClass) => [cimClass.namespace, this.#class(cimClass)]),
      ...instances.map((instance) => [instance.namespace, `${this.#instance(instance, '')};`]),
    ] as const;
    let current: string | undefined;
    return declarations
      .map(([namespace = '', text]) => {
        const pragma = namespace === current ? '' : `#pragma namespace (${printString(namespace)})\n\n`;
        current = namespace;
        return `${pragma}${text}\n\n`;
      })
      .join('');
  }

  #qualifierDeclaration(declaration: CimQualifierDeclaration): string {
    const { name, type, array, defaultValue, scopes, flavor } = declaration;
    const value = defaultValue === undefined ? '' : ` = ${this.#value(defaultValue, declaration, '')}`;
    const words = flavorWords(flavor, DEFAULT_FLAVOR);
    const parts = [
      `Qualifier ${name} : ${type}${array ? '[]' : ''}${value}`,
      ...(scopes.length === 0 ? [] : [`Scope(${scopes.join(', ')})`]),
      ...(words.length === 0 ? [] : [`Flavor(${words.join(', ')})`]),
    ];
    return `${parts.join(', ')};`;
  }

  #class({ namespace, name, superclass, qualifiers, properties, methods }: CimClass): string {
    return [
      ...this.#qualifiers(qualifiers, namespace, ''),
      superclass === null ? `class ${name}` : `class ${name} : ${superclass}`,
      '{',
      ...properties.flatMap((property) => [
        ...this.#qualifiers(property.qualifiers, namespace, '  '),
        `  ${this.#element(property)};`,
      ]),
      ...methods.flatMap((method) => this.#method(method, namespace)),
      '};',
    ].join('\n');
  }

  #element(element: Element): string {
    const { name, array, arraySize, defaultValue } = element;
    const brackets = array ? `[${arraySize ?? ''}]` : '';
    const value = defaultValue === undefined ? '' : ` = ${this.#value(defaultValue, element, '  ')}`;
    return `${typeWords(element)} ${name}${brackets}${value}`;
  }

  #method({ name, returnType, parameters, qualifiers }: CimMethod, namespace: string): string[] {
    const head = `  ${returnType === null ? 'void' : typeWords({ type: returnType })} ${name}(`;
    const lines = parameters.map((parameter, index) => [
      ...this.#qualifiers(parameter.qualifiers, namespace, '    '),
      `    ${this.#element(parameter)}${index < parameters.length - 1 ? ',' : ');'}`,
    ]);
    const first = parameters.length === 0 ? `${head});` : head;
    return [...this.#qualifiers(qualifiers, namespace, '  '), first, ...lines.flat()];
  }

  #qualifiers(qualifiers: readonly CimQualifier[], namespace: string, indent: string): string[] {
    return qualifiers.map((qualifier, index) => {
      const open = index === 0 ? '[' : ' ';
      const close = index === qualifiers.length - 1 ? ']' : ',';
      return `${indent}${open}${this.#qualifier(qualifier, namespace)}${close}`;
    });
  }

  #qualifier(qualifier: CimQualifier, namespace: string): string {
    const { name, value, flavor } = qualifier;
    const expected = this.#qualifierTypes.find(namespace, foldName(name)).flavor;
    const words = flavorWords(flavor, expected);
    const text = this.#value(value, qualifier, '');
    const parameter = Array.isArray(value) ? ` ${text}` : ` (${text})`;
    return `${name}${value === true ? '' : parameter}${words.length === 0 ? '' : ` : ${words.join(' ')}`}`;
  }

  #instance({ namespace, className, alias, qualifiers, properties }: CimInstanceDeclaration, indent: string): string {
    const name = alias === undefined ? className : `${className} as ${alias}`;
    return [
      ...this.#qualifiers(qualifiers, namespace, indent),
      `instance of ${name}`,
      `${indent}{`,
      ...properties.flatMap((property) => this.#propertyValue(property, namespace, className, `${indent}  `)),
      `${indent}}`,
    ].join('\n');
  }

  #propertyValue(property: CimPropertyValue, namespace: string, className: string, indent: string): string[] {
    const { name, value, qualifiers } = property;
    const type = this.#propertyTypes.find(namespace, className, name);
    const text = value === undefined ? '' : ` = ${this.#value(value, type, indent)}`;
    return [...this.#qualifiers(qualifiers, namespace, indent), `${indent}${name}${text};`];
  }

  /** @param type null where it is not known: then the value itself decides how it is written */
  #value(value: SchemaValue, type: Pick<ExpectedType, 'type'> | null, indent: string): string {
    if (value === null) return 'NULL';
    if (typeof value === 'boolean') return String(value);
    if (typeof value === 'number') return printNumber(value, type?.type ?? null);
    if (typeof value === 'string') return printText(value, type);
    if ('alias' in value && !('className' in value)) return value.alias;
    if ('className' in value) return this.#instance(value, indent);
    const items = value as readonly SchemaValue[];
    return items.length === 0 ? '{}' : `{ ${items.map((item) => this.#value(item, type, indent)).join(', ')} }`;
  }
}

/** Prints a string of the model. Integers beyond 2^53 and characters are strings there, too. */
function printText(value: string, type: Pick<ExpectedType, 'type'> | null): string {
  if (type === null) return printString(value);
  if (isIntegerType(type.type) && /^-?\d+$/.test(value)) return value;
  return type.type === 'char16' ? printChar(value) : printString(value);
}

function typeWords({ type, className = 'object' }: Pick<Element, 'type' | 'className'>): string {
  if (type === 'reference') return `${className} REF`;
  return type === 'instance' ? className : type;
}

const FLAVOR_WORDS: readonly (readonly [part: keyof CimFlavor, whenTrue: string, whenFalse: string | null])[] = [
  ['overridable', 'EnableOverride', 'DisableOverride'],
  ['toSubclass', 'ToSubclass', 'Restricted'],
  ['toInstance', 'ToInstance', 'NotToInstance'],
  ['translatable', 'Translatable', null],
];

/** The words that turn the expected flavor into this one. No word turns `Translatable` off. */
function flavorWords(flavor: CimFlavor, expected: CimFlavor): string[] {
  return FLAVOR_WORDS.flatMap(([part, whenTrue, whenFalse]) => {
    const word = flavor[part] ? whenTrue : whenFalse;
    return flavor[part] === expected[part] || word === null ? [] : [word];
  });
}

const ESCAPES: Readonly<Record<string, string>> = {
  '\b': '\\b',
  '\t': '\\t',
  '\n': '\\n',
  '\f': '\\f',
  '\r': '\\r',
  '"': '\\"',
  "'": "\\'",
  '\\': '\\\\',
};

/** Control characters, quotes, and unpaired surrogates, which no encoding can represent. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must be escaped.
const SPECIAL = /[\0-\x1f"\\\x7f]|\p{Surrogate}/gu;

function printString(text: string): string {
  return `"${text.replace(SPECIAL, escaped)}"`;
}

function printChar(character: string): string {
  return `'${character === "'" ? "\\'" : character.replace(SPECIAL, escaped)}'`;
}

function escaped(character: string): string {
  return ESCAPES[character] ?? `\\x${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** Prints a number. A real always has a decimal point, so that it is read as a real where no type is known. */
function printNumber(value: number, type: CimType | null): string {
  if (!Number.isFinite(value)) return printString(realText(value));
  const real = type === 'real32' || type === 'real64' || !Number.isSafeInteger(value);
  const digits = Object.is(value, -0) ? '-0' : String(value);
  if (!real || digits.includes('.')) return digits;
  return digits.replace(/^-?\d+/, (whole) => `${whole}.0`);
}
