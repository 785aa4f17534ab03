import {
  type CimClass,
  type CimMethod,
  type CimProperty,
  type CimQualifier,
  DEFAULT_FLAVOR,
  type SchemaValue,
} from './cim-class.js';
import { CIM_TYPES } from './cim-type.js';
import { SYSTEM_CLASS_TABLE } from './system-class-table.js';

/** A class without its namespace: every namespace has the same system classes. */
type Declaration = Omit<CimClass, 'namespace'>;

let declarations: readonly Declaration[] | undefined;

/**
 * WMI's system classes, superclasses first. Every namespace of WMI has them, although no MOF declares them: a class may
 * not be called so.
 */
export function systemClasses(namespace: string): readonly CimClass[] {
  declarations ??= SYSTEM_CLASS_TABLE.trim()
    .split(/\n+(?!\s)/)
    .map(readClass);
  return declarations.map((declaration) => ({ namespace, ...declaration }));
}

/** True for a name that only a system class may have. */
export function isSystemName(name: string): boolean {
  return name.startsWith('__');
}

const CLASS = /^(?:(?<mark>[a-z]+) )?(?<name>\w+)(?: : (?<superclass>\w+))?(?: -- (?<text>.*))?$/;
const PROPERTY =
  /^(?<key>key )?(?<ref>ref )?(?<type>\w+)(?<array>\[\])? (?<name>\w+)(?: = (?<value>.*?))?(?: -- (?<text>.*))?$/;
const METHOD = /^method (?<name>\w+)\((?<direction>in|out) (?<parameter>.*)\) -- (?<text>.*)$/;

function readClass(declaration: string): Declaration {
  const [head = '', ...members] = declaration.split('\n').map((line) => line.trim());
  const { mark, name = '', superclass = null, text } = CLASS.exec(head)?.groups ?? {};
  return {
    name,
    superclass,
    qualifiers: [...(mark === undefined ? [] : [qualifier(mark)]), ...description(text)],
    properties: members.filter((line) => !METHOD.test(line)).map(readProperty),
    methods: members.filter((line) => METHOD.test(line)).map(readMethod),
  };
}

function readProperty(line: string): CimProperty {
  const { key, ref, type = '', array, name = '', value, text } = PROPERTY.exec(line)?.groups ?? {};
  return {
    name,
    ...propertyType(type, ref !== undefined),
    array: array !== undefined,
    ...(value === undefined ? {} : { defaultValue: JSON.parse(value) as SchemaValue }),
    qualifiers: [
      ...(key === undefined ? [] : [qualifier('key')]),
      ...(type === 'interval' ? [INTERVAL] : []),
      ...description(text),
    ],
  };
}

function propertyType(word: string, isReference: boolean): Pick<CimProperty, 'type' | 'className'> {
  if (isReference) return { type: 'reference', className: word };
  if (word === 'interval') return { type: 'datetime' };
  if (word === 'object') return { type: 'instance' };
  const type = CIM_TYPES.find((known) => known === word);
  return type === undefined ? { type: 'instance', className: word } : { type };
}

/** A method is static and has one parameter. */
function readMethod(line: string): CimMethod {
  const { name = '', direction = '', parameter = '', text } = METHOD.exec(line)?.groups ?? {};
  const parameters = [{ ...readProperty(parameter), qualifiers: [qualifier(direction)] }];
  return { name, returnType: 'uint32', parameters, qualifiers: [qualifier('static'), ...description(text)] };
}

const INTERVAL: CimQualifier = {
  name: 'SubType',
  type: 'string',
  array: false,
  value: 'interval',
  flavor: DEFAULT_FLAVOR,
};

function description(text: string | undefined): readonly CimQualifier[] {
  if (text === undefined) return [];
  const flavor = { ...DEFAULT_FLAVOR, translatable: true };
  return [{ name: 'Description', type: 'string', array: false, value: text, flavor }];
}

/** A boolean qualifier with the flavor that DSP0004 gives it. */
function qualifier(word: string): CimQualifier {
  const name = word.replace(/^[a-z]/, (first) => first.toUpperCase());
  const flavor = {
    ...DEFAULT_FLAVOR,
    overridable: name === 'Abstract' || name === 'Singleton',
    toSubclass: name !== 'Abstract',
  };
  return { name, type: 'boolean', array: false, value: true, flavor };
}
