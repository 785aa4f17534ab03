import { type CimClass, type CimQualifier, elementClass, foldName } from '../../runtime/schema/index.js';

/** What two schemas say differently of the same classes, in the order of the first; qualifiers of text do not count. */
export function schemaDifferences(
  [first, classes]: readonly [name: string, classes: readonly CimClass[]],
  [second, others]: readonly [name: string, classes: readonly CimClass[]],
): string[] {
  const known = new Map(others.map((cimClass) => [foldName(cimClass.name), cimClass]));
  return classes.flatMap((cimClass) => {
    const other = known.get(foldName(cimClass.name));
    if (other === undefined) return [`${cimClass.name}: only ${first}`];
    const [here, there] = [facts(cimClass), facts(other)];
    return [...new Set([...here.keys(), ...there.keys()])].flatMap((key) => {
      const [said, saidThere] = [here.get(key), there.get(key)];
      if (said?.fact === saidThere?.fact) return [];
      const name = said?.name ?? saidThere?.name;
      if (saidThere === undefined) return [`${name}: only ${first}, ${said?.fact}`];
      if (said === undefined) return [`${name}: only ${second}, ${saidThere.fact}`];
      return [`${name}: ${first} ${said.fact}, ${second} ${saidThere.fact}`];
    });
  });
}

interface Fact {
  readonly name: string;
  readonly fact: string;
}

/** What counts for calls and values, by folded name. */
function facts({ name, superclass, properties, methods }: CimClass): Map<string, Fact> {
  const found = new Map<string, Fact>();
  const add = (path: string, fact: string): void => void found.set(foldName(path), { name: path, fact });
  add(name, `superclass ${superclass ?? 'none'}`);
  for (const property of properties) add(`${name}.${property.name}`, typed(property, ['Key', 'Write']));
  for (const method of methods) {
    const path = `${name}.${method.name}`;
    // The MI of Windows declares a boolean for a void method.
    const returns = method.returnType === 'boolean' ? 'void' : (method.returnType ?? 'void');
    add(`${path}()`, [returns, ...flags(method.qualifiers, ['Static'])].join(' '));
    for (const parameter of method.parameters) add(`${path}(${parameter.name})`, typed(parameter, ['In', 'Out']));
  }
  return found;
}

type Element = CimClass['properties'][number];

function typed(element: Element, names: readonly string[]): string {
  const type = `${element.type}${element.array ? '[]' : ''}`;
  const ofClass = elementClass(element);
  return [ofClass === null ? type : `${type} ${ofClass}`, ...flags(element.qualifiers, names)].join(' ');
}

/** Those of the qualifiers that are true. */
function flags(qualifiers: readonly CimQualifier[], names: readonly string[]): string[] {
  const isTrue = (name: string): boolean =>
    qualifiers.some((qualifier) => foldName(qualifier.name) === foldName(name) && qualifier.value === true);
  return names.filter(isTrue).map((name) => name.toLowerCase());
}
