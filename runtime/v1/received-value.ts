import { declaredValue, describeValue, isScalar, VALUE_KINDS } from '../values/declared-value.js';
import { type CimElement, CimInstance, type CimScalar, type CimValue } from '../values/index.js';
import { bytesOfText, decodeOctets } from '../values/octet-string.js';
import type { ElementType } from './class-table.js';
import type { DeclaredElement } from './generated-class.js';

// What a server sends, as generated code declares it. Not every server keeps types: OMI over WS-Management sends every
// value as text, and an array of one as its item; MI does the same when it is asked for no type information.

/** An item of a received value. */
export type ReceivedItem = CimScalar | Uint8Array | null;

/** True in the usual case, where the server keeps types: the value needs no conversion. */
export function isAsDeclared({ type, value }: CimElement, declared: DeclaredElement): boolean {
  return typeof value === declared.kind && type === declared.type;
}

/**
 * A received value that depends on no class, as the declared type has it.
 * @throws SyntaxError for a value that is none of that type.
 */
export function receivedValue({ type, value }: CimElement, declared: ElementType): unknown {
  if (value === null) return null;
  if (declared.type === 'uint8' && declared.array) return receivedBytes(value);
  const isTyped = type === declared.type && !declared.octets;
  const items = itemsOf(value, declared).map((item) => {
    return isTyped && typeof item === VALUE_KINDS[type] ? item : receivedItem(item, declared);
  });
  return valueOfItems(items, value, declared);
}

/**
 * The items of a received value: those of an array, or the scalar alone.
 * @throws SyntaxError for several items where one value is declared.
 */
export function itemsOf(value: NonNullable<CimValue>, { array, octets }: ElementType): readonly ReceivedItem[] {
  if (isScalar(value) || (octets && value instanceof Uint8Array)) return [value];
  if (!array && value.length > 1) throw new SyntaxError(`${value.length} items instead of one value`);
  return value instanceof Uint8Array ? Array.from(value) : value;
}

/** The reverse of {@link itemsOf}: an array where one is declared. An empty text in place of an array is null. */
export function valueOfItems(items: readonly unknown[], received: CimValue, { array }: ElementType): unknown {
  const [only = null] = items;
  return array && !(only === null && isScalar(received)) ? items : only;
}

/** True for null, and for an empty text where another type is declared: so an element without content arrives. */
export function isNull(value: CimValue, { type }: ElementType): boolean {
  if (value === null || type === 'string') return value === null;
  // A blank is a character.
  return typeof value === 'string' && (type === 'char16' ? value : value.trim()) === '';
}

/**
 * An item that depends on no class.
 * @throws SyntaxError for an item that is none of the type.
 */
export function receivedItem(item: ReceivedItem, declared: ElementType): ReceivedItem {
  const { type, octets } = declared;
  if (item === null || isNull(item, declared)) return null;
  if (octets && typeof item === 'string') return decodeOctets(item);
  if (item instanceof Uint8Array) return octets ? item : refuse(item, type);
  if (octets) refuse(item, 'octet string');
  // The generated class does not know the qualifier that says so, and leaves it as it travels.
  if (type === 'string' && item instanceof CimInstance) return item;
  return declaredValue(item, type);
}

/** The bytes of a `uint8[]`, which some servers send as one base64 text. */
function receivedBytes(value: NonNullable<CimValue>): Uint8Array {
  if (value instanceof Uint8Array) return value;
  if (typeof value === 'string' && !isNumberOfByte(value)) return bytesOfText(value);
  const items = isScalar(value) ? [value] : value;
  return Uint8Array.from(items as readonly ReceivedItem[], (item, index) => {
    if (item === null || item instanceof Uint8Array) throw new SyntaxError(`item ${index} is no uint8`);
    return Number(declaredValue(item, 'uint8'));
  });
}

/** The digits of a number cannot be base64, which comes in groups of four characters. */
function isNumberOfByte(text: string): boolean {
  return /^\d{1,3}$/.test(text.trim());
}

function refuse(item: CimScalar | Uint8Array, wanted: string): never {
  throw new SyntaxError(`${describeValue(item)} is no ${wanted}`);
}
