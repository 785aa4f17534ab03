import { visibleLine } from '../diagnostics/index.js';
import type {
  AssociationDescription,
  ClassDescription,
  Description,
  MethodDescription,
  PropertyDescription,
  ReturnsDescription,
  RoleDescription,
} from './class-description.js';
import { kindWords } from './class-kinds.js';
import {
  documentationLines,
  elementInFull,
  elementInShort,
  methodMarks,
  parameterCells,
  propertyMarks,
  typeText,
  valueLines,
  valuesInShort,
} from './element-text.js';
import { columns, firstSentence, type Look, wrapped } from './text-layout.js';

/** A description for people, with a line end at its end. */
export function descriptionText(description: Description, look: Look): string {
  return `${linesOf(description, look).join('\n')}\n`;
}

function linesOf(description: Description, look: Look): string[] {
  switch (description.kind) {
    case 'class':
      return classLines(description, look);
    case 'property':
      return propertyLines(description, look);
    case 'method':
      return methodLines(description, look);
  }
}

function classLines(description: ClassDescription, look: Look): string[] {
  const { properties, methods, associations, subclasses, typescript } = description;
  return [
    ...headingLines(description, look),
    ...section('TypeScript', [typescript.import, ...typescript.objects].map(codeLine), look),
    ...section('Properties', propertyRows(properties, look), look),
    ...section('Methods', methods.flatMap((method) => ['', ...methodInShort(method, look)]).slice(1), look),
    ...section('Associations', associationLines(associations, look), look),
    ...section('Subclasses', wrapped(subclasses.join(', '), 2, look), look),
  ];
}

function section(title: string, lines: readonly string[], { style }: Look): string[] {
  return lines.length === 0 ? [] : ['', style('bold', title), ...lines];
}

function codeLine(code: string): string {
  return `  ${visibleLine(code)}`;
}

function headingLines(description: ClassDescription, look: Look): string[] {
  const { name, namespace, superclasses, alsoIn } = description;
  const isPlain = !description.association && !description.indication;
  const what = [...kindWords(description), ...(isPlain ? ['class'] : [])].join(' ');
  const documentation = documentationLines(description, 0, look);
  return [
    `${look.style('bold', visibleLine(name))}  ${look.style('dim', `${what} of ${visibleLine(namespace)}`)}`,
    ...(superclasses.length === 0 ? [] : wrapped(`derives from ${superclasses.join(' < ')}`, 0, look)),
    ...(alsoIn.length === 0 ? [] : wrapped(`also in ${alsoIn.map((other) => `${other}:${name}`).join(', ')}`, 0, look)),
    ...(documentation.length === 0 ? [] : ['', ...documentation]),
  ];
}

function propertyRows(properties: readonly PropertyDescription[], look: Look): string[] {
  const heads = columns(
    properties.map((property) => [property.name, property.cimType, typeText(property.type), propertyMarks(property)]),
  );
  return properties.flatMap((property, index) => [`  ${heads[index] ?? ''}`, ...elementInShort(property, 6, look)]);
}

function methodInShort(method: MethodDescription, look: Look): string[] {
  const { description, call, parameters, returns } = method;
  const rows = columns(parameters.map(parameterCells));
  return [
    `  ${visibleLine(`${method.name}  ${methodMarks(method)}`).trimEnd()}`,
    ...(description === null
      ? []
      : wrapped(firstSentence(description), 6, look).map((line) => look.style('dim', line))),
    `      ${look.style('cyan', visibleLine(call))}`,
    ...parameters.flatMap((parameter, index) => [`      ${rows[index] ?? ''}`, ...elementInShort(parameter, 10, look)]),
    ...(returns === null ? [] : wrapped(`returns ${returnsText(returns)}`, 6, look)),
  ];
}

function returnsText({ cimType, type, values }: ReturnsDescription): string {
  return `${cimType}  ${typeText(type)}${values === null ? '' : `: ${valuesInShort(values)}`}`;
}

/** The associations by the classes that their references name. */
function associationLines(associations: readonly AssociationDescription[], look: Look): string[] {
  return [...new Set(associations.map(({ of }) => of))].flatMap((of) => {
    const group = associations.filter((association) => association.of === of);
    const title = group[0]?.inherited === true ? `of the superclass ${of}` : `of ${of}`;
    const rows = columns(
      group.map(({ call, role, others }) => [call, `${roleText(role)} → ${others.map(endText).join(', ')}`]),
    );
    return [`  ${look.style('dim', visibleLine(title))}`, ...rows.map((row) => `    ${row}`)];
  });
}

function roleText({ name, multiplicity }: RoleDescription): string {
  return multiplicity === null ? name : `${name} (${multiplicity})`;
}

function endText(role: RoleDescription): string {
  return `${roleText(role)}: ${role.class ?? 'any class'}`;
}

type Member = Pick<PropertyDescription, 'class' | 'name' | 'namespace'>;

function memberHeading(what: string, marks: string, { class: className, name, namespace }: Member, { style }: Look) {
  const about = `${what} of ${namespace}:${className}${marks === '' ? '' : `, ${marks}`}`;
  return `${style('bold', visibleLine(`${className}.${name}`))}  ${style('dim', visibleLine(about))}`;
}

function propertyLines(property: PropertyDescription, look: Look): string[] {
  return [
    memberHeading('property', propertyMarks(property), property, look),
    visibleLine(`${property.cimType}  ${typeText(property.type)}`),
    ...spaced(elementInFull(property, 0, look)),
  ];
}

function methodLines(method: MethodDescription, look: Look): string[] {
  const { call, parameters, returns } = method;
  const rows = columns(parameters.map(parameterCells));
  const parameterLines = parameters.flatMap((parameter, index) => [
    `  ${rows[index] ?? ''}`,
    ...elementInFull(parameter, 6, look),
  ]);
  return [
    memberHeading('method', methodMarks(method), method, look),
    look.style('cyan', visibleLine(call)),
    ...spaced(documentationLines(method, 0, look)),
    ...section('Parameters', parameterLines, look),
    ...section('Return value', returns === null ? [] : returnLines(returns, look), look),
  ];
}

function returnLines({ cimType, type, values }: ReturnsDescription, look: Look): string[] {
  return [visibleLine(`  ${cimType}  ${typeText(type)}`), ...(values === null ? [] : valueLines(values, 2, look))];
}

function spaced(lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ['', ...lines];
}
