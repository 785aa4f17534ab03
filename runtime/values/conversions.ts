import type { CimInstanceDeclaration, SchemaValue } from '../schema/index.js';
import { CimInstance } from './cim-instance.js';
import type { CimElement, CimValue } from './cim-value.js';
import { realText } from './number-text.js';

/**
 * The keys of an object path, each with its name. WMI's short form (`Win32_LogicalDisk="C:"`) leaves out the name of
 * the only key of a class.
 * @param names the names of the keys of the class.
 * @throws SyntaxError when the name is left out, and the class has several keys, or none.
 */
export function namedKeys(
  keys: readonly CimElement[],
  className: string,
  names: readonly string[],
): readonly CimElement[] {
  const [first] = keys;
  if (first === undefined || first.name !== '') return keys;
  const [name] = names;
  if (name !== undefined && names.length === 1) return [{ ...first, name }];
  throw new SyntaxError(
    name === undefined
      ? `${className} has no keys: the path of its only instance is ${className}=@`
      : `${className} has the keys ${names.join(', ')}: a path names each of them`,
  );
}

/**
 * A value as a schema writes it: the reverse of giving a schema's value the type that its element declares.
 * @param namespace of an instance that has none of its own.
 */
export function schemaValue(value: CimValue, namespace = ''): SchemaValue {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : realText(value);
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
  if (value instanceof Uint8Array) return [...value];
  if (Array.isArray(value)) return value.map((item) => schemaValue(item, namespace));
  return value instanceof CimInstance ? instanceDeclaration(value, namespace) : String(value);
}

/**
 * An instance as a schema declares it.
 * @param outer the namespace where the instance has none of its own.
 */
export function instanceDeclaration(
  { className, namespace, elements }: CimInstance,
  outer = '',
): CimInstanceDeclaration {
  const own = namespace ?? outer;
  const properties = elements.map(({ name, value }) => ({ name, value: schemaValue(value, own), qualifiers: [] }));
  return { namespace: own, className, qualifiers: [], properties };
}
