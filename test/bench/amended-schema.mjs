import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What Windows writes on each property of its providers. */
const OF_PROPERTIES = [
  'read : ToSubclass',
  'Schema("Win32") : ToInstance ToSubclass',
  'MappingStrings{"Win32API|Win32_Services_API|dwServiceInformation"} : ToSubclass',
];

/** What it writes on each class of amendments. */
const OF_AMENDMENTS = ['AMENDMENT', 'LOCALE(0x409)'];

/** The qualifiers whose texts are in the file of the language. */
const TEXTS = new Set(['description', 'displayname', 'values', 'bitvalues', 'units', 'deprecated']);

/**
 * Writes classes in the form of the schema of Windows: two files in UTF-16, one with the classes and one with their
 * texts in a language, as amendments in the namespace `ms_409`.
 *
 * @param classes compiled ones, such as `loadMof` returns
 * @param folder where the files are written
 * @returns the paths of both files
 */
export function writeAmendedSchema(classes, folder) {
  mkdirSync(folder, { recursive: true });
  const declarations = classes.map((cimClass) => printClass(cimClass, isNoText, []));
  const amendments = classes.filter(hasTexts).map((cimClass) => printClass(cimClass, isText, OF_AMENDMENTS));
  const files = {
    'windows.mof': [pragmas('\\\\.\\root\\cimv2'), ...declarations],
    'windows.mfl': [
      '#pragma classflags("forceupdate")',
      pragmas('\\\\.\\root\\cimv2'),
      'instance of __namespace{ name="ms_409";};',
      pragmas('\\\\.\\root\\cimv2\\ms_409'),
      ...amendments,
    ],
  };
  return Object.entries(files).map(([name, parts]) => {
    const path = join(folder, name);
    writeFileSync(path, `\ufeff${parts.join('\r\n\r\n')}\r\n`, 'utf16le');
    return path;
  });
}

function pragmas(namespace) {
  return `#pragma namespace(${printString(namespace)})`;
}

function isText({ name }) {
  return TEXTS.has(name.toLowerCase());
}

function isNoText(qualifier) {
  return !isText(qualifier) && !/^(?:MappingStrings|Read)$/.test(qualifier.name);
}

function hasTexts({ qualifiers, properties, methods }) {
  return [{ qualifiers }, ...properties, ...methods].some((element) => element.qualifiers.some(isText));
}

/** @param {string[]} more qualifiers of the class itself, as they are written */
function printClass({ name, superclass, qualifiers, properties, methods }, isChosen, more) {
  return [
    printQualifiers([...more, ...qualifiers.filter(isChosen).map(printQualifier)], ''),
    `class ${name}${superclass === null ? '' : ` : ${superclass}`}`,
    '{',
    ...properties.map((property) => printElement(property, isChosen, ';', isChosen === isNoText ? OF_PROPERTIES : [])),
    ...methods.map((method) => printMethod(method, isChosen)),
    '};',
  ]
    .filter((line) => line !== '')
    .join('\r\n');
}

function printMethod({ name, returnType, parameters, qualifiers }, isChosen) {
  const list = parameters.map((parameter) => printElement(parameter, isChosen, '').trim()).join(', ');
  return `${printQualifiers(qualifiers.filter(isChosen).map(printQualifier), '  ')}  ${returnType ?? 'void'} ${name}(${list});`;
}

function printElement(element, isChosen, end, more = []) {
  const { name, type, array, arraySize = '', className, qualifiers, defaultValue } = element;
  const typeName = type === 'reference' ? `${className ?? 'object'} REF` : type;
  const value = defaultValue === undefined ? '' : ` = ${printValue(defaultValue, type)}`;
  const head = printQualifiers([...more, ...qualifiers.filter(isChosen).map(printQualifier)], '  ');
  return `${head}  ${typeName} ${name}${array ? `[${arraySize}]` : ''}${value}${end}`;
}

function printQualifiers(qualifiers, indent) {
  return qualifiers.length === 0 ? '' : `${indent}[${qualifiers.join(',')}] \r\n`;
}

/** Windows writes the flavors of texts, and of others that subclasses inherit. */
function printQualifier({ name, type, value, flavor }) {
  const text = printValue(value, type);
  const parameter = value === true ? '' : Array.isArray(value) ? text : `(${text})`;
  return `${name}${parameter}${flavor.translatable ? ' : Amended ToSubclass' : flavor.toSubclass ? ' : ToSubclass' : ''}`;
}

function printValue(value, type) {
  if (Array.isArray(value)) return `{${value.map((item) => printValue(item, type)).join(', ')}}`;
  if (value === null) return 'NULL';
  return typeof value === 'string' && !/int/.test(type) ? printString(value) : String(value);
}

function printString(text) {
  const escapes = { '\n': '\\n', '\r': '\\r', '\t': '\\t', '"': '\\"', '\\': '\\\\' };
  return `"${text.replace(/[\n\r\t"\\]/g, (character) => escapes[character])}"`;
}
