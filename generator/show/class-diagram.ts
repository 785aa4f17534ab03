import type { ClassDescription, MethodDescription, PropertyDescription, RoleDescription } from './class-description.js';
import { kindWords } from './class-kinds.js';

/**
 * A class diagram for Mermaid: the classes with their members, each in the class that declares it, their superclasses
 * and subclasses, and the associations that lead to them, with roles and multiplicities.
 */
export function diagramOf(descriptions: readonly ClassDescription[]): string {
  // Several classes may have superclasses and associations in common: each line is there once.
  const boxes = new Map<string, Set<string>>();
  const links = new Map<string, readonly string[]>();
  for (const description of descriptions) {
    addBoxes(boxes, description);
    addLinks(links, description);
  }
  const lines = Array.from(boxes).flatMap(([name, members]) => boxLines(name, members));
  return ['classDiagram', ...lines, ...new Set(Array.from(links.values()).flat())].join('\n').concat('\n');
}

function addBoxes(boxes: Map<string, Set<string>>, description: ClassDescription): void {
  const { name, superclasses, properties, methods } = description;
  for (const declaring of [name, ...superclasses]) {
    const members = boxes.get(declaring) ?? new Set();
    boxes.set(declaring, members);
    if (declaring === name) for (const word of kindWords(description)) members.add(`<<${word}>>`);
    for (const property of properties) if (property.from === declaring) members.add(attribute(property));
    for (const method of methods) if (method.from === declaring) members.add(operation(method));
  }
}

function boxLines(name: string, members: ReadonlySet<string>): string[] {
  if (members.size === 0) return [`  class ${quoted(name)}`];
  return [`  class ${quoted(name)} {`, ...Array.from(members, (member) => `    ${member}`), '  }'];
}

/** Words that Mermaid takes for statements where a name begins, in backticks as well: but not behind a space. */
const STATEMENTS = /^(?:callback|click|cssClass|href|link|note)\b/;

/** In backticks, nearly all words that Mermaid reserves are names as well. */
function quoted(name: string): string {
  return STATEMENTS.test(name) ? `\` ${name}\`` : `\`${name}\``;
}

function attribute({ cimType, name, key }: PropertyDescription): string {
  return `${cimType} ${name}${key ? ' «key»' : ''}`;
}

/** A `$` at the end says that it is static. */
function operation({ name, parameters, returns, static: isStatic }: MethodDescription): string {
  const list = parameters.map((parameter) => {
    const direction = parameter.output === null ? '' : parameter.input === null ? 'out ' : 'inout ';
    return `${direction}${parameter.cimType} ${parameter.name}`;
  });
  return `${name}(${list.join(', ')}) ${returns?.cimType ?? 'void'}${isStatic ? '$' : ''}`;
}

/** The lines of each association, by its name: it may lead to several of the classes. */
function addLinks(links: Map<string, readonly string[]>, description: ClassDescription): void {
  const { name, superclasses, subclasses, associations, roles } = description;
  const lineage = [name, ...superclasses];
  const inheritance = [
    ...superclasses.map((superclass, index) => derivation(superclass, lineage[index] ?? '')),
    ...subclasses.map((subclass) => derivation(name, subclass)),
  ];
  links.set(`: ${name}`, inheritance);
  if (roles.length > 0) links.set(name, referenceLines(name, roles));
  for (const { name: association, role, others } of associations) {
    if (!links.has(association)) links.set(association, associationLines(association, [role, ...others]));
  }
}

function derivation(superclass: string, subclass: string): string {
  return `  ${quoted(superclass)} <|-- ${quoted(subclass)}`;
}

function associationLines(name: string, roles: readonly RoleDescription[]): readonly string[] {
  const [from, to, ...more] = roles;
  if (from === undefined || to === undefined || more.length > 0) return referenceLines(name, roles);
  return [`  ${quoted(classOf(from))} "${endOf(from)}" -- "${endOf(to)}" ${quoted(classOf(to))} : ${name}`];
}

/** An association that has a box of its own, and a line for each reference. */
function referenceLines(name: string, roles: readonly RoleDescription[]): readonly string[] {
  return roles.map((role) => `  ${quoted(name)} --> "${endOf(role)}" ${quoted(classOf(role))}`);
}

function classOf(role: RoleDescription): string {
  return role.class ?? 'any class';
}

function endOf({ name, multiplicity }: RoleDescription): string {
  return multiplicity === null ? name : `${name} ${multiplicity}`;
}
