import {
  type CimClass,
  type CimParameter,
  type CimProperty,
  type CimQualifier,
  type CimSchema,
  type CimTypedElement,
  foldName,
} from '../../../../runtime/schema/index.js';

/** What qualifiers are attached to: a class, property, method or parameter. */
export interface Qualified {
  readonly qualifiers: readonly CimQualifier[];
}

/** The qualifier the declaration itself has. */
export function qualifier(element: Qualified, name: string): CimQualifier | undefined {
  return element.qualifiers.find((candidate) => foldName(candidate.name) === foldName(name));
}

/** True when the declaration itself has the boolean qualifier, and it is true. */
export function isTrue(element: Qualified, name: string): boolean {
  return qualifier(element, name)?.value === true;
}

/** Classes, properties, methods and parameters, each with its path. */
export function features(schema: CimSchema): [path: string, element: Qualified][] {
  const methods = schema.classes.flatMap((cls) =>
    cls.methods.map((method) => [`${cls.name}.${method.name}()`, method] as const),
  );
  return [
    ...schema.classes.map((cls): [string, Qualified] => [cls.name, cls]),
    ...methods.map(([path, method]): [string, Qualified] => [path, method]),
    ...typedElements(schema),
  ];
}

/** Properties and parameters, each with its path. */
export function typedElements(schema: CimSchema): [path: string, element: CimTypedElement][] {
  return schema.classes.flatMap((cls) => [
    ...cls.properties.map((property): [string, CimTypedElement] => [`${cls.name}.${property.name}`, property]),
    ...cls.methods.flatMap((method) =>
      method.parameters.map((parameter): [string, CimTypedElement] => [
        `${cls.name}.${method.name}(${parameter.name})`,
        parameter,
      ]),
    ),
  ]);
}

/** The class and its superclasses, nearest first. */
export function chainOf(schema: CimSchema, cls: CimClass): CimClass[] {
  const superclass = schema.classes.find(({ name }) => name === cls.superclass);
  return superclass === undefined ? [cls] : [cls, ...chainOf(schema, superclass)];
}

/** True when the class declares or inherits a key. */
export function hasKey(schema: CimSchema, cls: CimClass): boolean {
  return chainOf(schema, cls).some(({ properties }) => properties.some((property) => isTrue(property, 'Key')));
}

/** A property of the class, inherited or not. */
export function findProperty(schema: CimSchema, className: string, name: string): CimProperty {
  const cls = schema.classes.find((candidate) => candidate.name === className);
  const chain = cls === undefined ? [] : chainOf(schema, cls);
  const property = chain.flatMap(({ properties }) => properties).find((candidate) => candidate.name === name);
  if (property === undefined) throw new Error(`there is no property ${className}.${name}`);
  return property;
}

/** `uint8[]`, `instance(Win32_ACE)`: an embedded instance is written alike, whichever way it is declared. */
export function typeOf(element: CimTypedElement): string {
  const embedded = qualifier(element, 'EmbeddedInstance')?.value ?? element.className;
  return (embedded === undefined ? element.type : `instance(${embedded})`) + (element.array ? '[]' : '');
}

/** `in`, `out`, `in out`, or nothing, as the qualifiers say. */
export function direction(parameter: CimParameter): string {
  return ['In', 'Out']
    .filter((name) => isTrue(parameter, name))
    .join(' ')
    .toLowerCase();
}

/** The method of `Class.Method` as one line. */
export function methodSignature(schema: CimSchema, path: string): string {
  const [className, name] = path.split('.');
  const cls = schema.classes.find((candidate) => candidate.name === className);
  const method = cls?.methods.find((candidate) => candidate.name === name);
  if (method === undefined) throw new Error(`there is no method ${path}`);
  const parameters = method.parameters.map(
    (parameter) =>
      `${direction(parameter)} ${typeOf(parameter)} ${parameter.name}${isTrue(parameter, 'Required') ? ' required' : ''}`,
  );
  return `${isTrue(method, 'Static') ? 'static ' : ''}${method.returnType} ${method.name}(${parameters.join(', ')})`;
}
