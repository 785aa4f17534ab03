import { type CimType, isIntegerType, type SchemaValue } from '../schema/index.js';
import { CimInstance } from './cim-instance.js';
import type { CimElement, CimValue } from './cim-value.js';
import { realText } from './number-text.js';
import { valueOfNumber, valueOfText } from './text-value.js';

/**
 * A key of an object path with the type that its class declares, since a path does not tell a datetime from a string.
 * @returns null when no key of that type can be written like this one.
 */
export function keyOfType(key: CimElement, type: CimType): CimElement | null {
  try {
    return { ...key, type, value: keyValueOfType(key, type) };
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/**
 * The value of a key of an object path as one of the type that its class declares. The text in quotes is read as any
 * other text is, and a whole number may stand for a string, too, as with WMI: `Win32_Process.Handle=4`.
 * @throws SyntaxError when no key of that type can be written like this one.
 */
export function keyValueOfType({ type: written, value }: CimElement, type: CimType): CimValue {
  if (written === type) return value;
  if (typeof value === 'string') return valueOfText(value, type);
  if (typeof value === 'bigint' || (typeof value === 'number' && isIntegerType(written))) {
    return type === 'string' ? String(value) : valueOfNumber({ kind: 'integer', value: BigInt(value) }, type);
  }
  if (typeof value === 'number') return valueOfNumber({ kind: 'real', value }, type);
  throw new SyntaxError(`${String(value)} is no value of the type ${type}`);
}

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

/** A value as a schema writes it: the reverse of giving a schema's value the type that its element declares. */
export function schemaValue(value: CimValue): SchemaValue {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : realText(value);
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
  if (value instanceof Uint8Array) return [...value];
  if (Array.isArray(value)) return value.map(schemaValue);
  return value instanceof CimInstance ? instanceDeclaration(value) : String(value);
}

function instanceDeclaration({ className, namespace, elements }: CimInstance): SchemaValue {
  const properties = elements.map(({ name, value }) => ({ name, value: schemaValue(value), qualifiers: [] }));
  return { namespace: namespace ?? '', className, qualifiers: [], properties };
}
