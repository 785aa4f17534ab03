import { MiError } from '../errors.js';
import type { CimType } from '../schema/index.js';
import { type CimElement, CimInstance, CimReference, type CimScalar, type CimValue } from '../values/index.js';
import { type Address, NULL } from './abi/c-types.js';
import { ARRAY_TYPE, ELEMENT_FLAGS } from './abi/constants.js';
import type { INSTANCE } from './abi/functions.js';
import { TYPE_SIZES, VALUE } from './abi/layouts.js';
import { copyMemory, type FunctionTable } from './koffi.js';
import { readAddress } from './memory.js';
import { check, type Mi, OUT } from './mi.js';
import { cimType, type InlineType, isArray, readScalar } from './scalars.js';

/** Copies instances and values of MI. The copies do not refer to MI's memory. */
export class InstanceReader {
  readonly #mi: Mi;
  /** Where the functions of an instance store the parts of an element, and a class name or namespace. */
  readonly #at: Readonly<Record<'name' | 'value' | 'type' | 'flags' | 'count', Address>>;
  /** The names of the last elements, by their place in the instance: those of the next instance are mostly the same. */
  readonly #names: string[] = [];

  constructor(mi: Mi) {
    this.#mi = mi;
    this.#at = {
      name: mi.at(OUT.first),
      value: mi.at(OUT.value),
      type: mi.at(OUT.type),
      flags: mi.at(OUT.flags),
      count: mi.at(OUT.number),
    };
  }

  /** The instance at an address. */
  read(address: Address): CimInstance {
    const mi = this.#mi;
    const { name: at, count } = this.#at;
    const { GetClassName, GetNameSpace, GetElementCount, GetElementAt } = mi.instance(address);
    check(GetClassName(address, at), 'MI_Instance_GetClassName');
    const className = mi.textOut(OUT.first) ?? '';
    // Some instances that have no namespace answer with an error.
    const namespace = GetNameSpace(address, at) === 0 ? mi.textOut(OUT.first) : null;
    check(GetElementCount(address, count), 'MI_Instance_GetElementCount');
    const elements = new Array<CimElement>(mi.out.view.getUint32(OUT.number, true));
    for (let index = 0; index < elements.length; index += 1) {
      elements[index] = this.#element(GetElementAt, address, index);
    }
    return new CimInstance(className, elements, namespace);
  }

  /** The instance at an address, or null where there is none. */
  readOptional(address: Address): CimInstance | null {
    return address === NULL ? null : this.read(address);
  }

  /** The `MI_Value` at an address: a scalar or an array of the type. */
  readValueAt(address: Address, type: number): CimValue {
    copyMemory(this.#mi.at(OUT.value), address, VALUE.size);
    return this.readValue(this.#mi.out.view, OUT.value, type);
  }

  /**
   * The `MI_Value` at an offset, which is not null.
   * @throws MiError TYPE_MISMATCH for a type that MI does not define: the value cannot be understood.
   */
  readValue(view: DataView, offset: number, type: number): CimValue {
    if (type >= 2 * ARRAY_TYPE)
      throw new MiError('TYPE_MISMATCH', `MI gave a value of the type ${type}, which it does not have`);
    const name = cimType(type);
    if (!isArray(type)) return this.#scalar(name, view, offset);
    const items = readAddress(view, offset + VALUE.arrayItems);
    return this.#array(name, items, view.getUint32(offset + VALUE.arrayCount, true));
  }

  #element(getElementAt: FunctionTable<typeof INSTANCE>['GetElementAt'], address: Address, index: number): CimElement {
    const { name: at, value: valueAt, type: typeAt, flags: flagsAt } = this.#at;
    check(getElementAt(address, index, at, valueAt, typeAt, flagsAt), 'MI_Instance_GetElementAt');
    const { view } = this.#mi.out;
    const miType = view.getUint32(OUT.type, true);
    const flags = view.getUint32(OUT.flags, true);
    const name = this.#name(index);
    const value = (flags & ELEMENT_FLAGS.NULL) !== 0 ? null : this.readValue(view, OUT.value, miType);
    const type = cimType(miType);
    const array = isArray(miType);
    return (flags & ELEMENT_FLAGS.KEY) !== 0 ? { name, type, array, value, key: true } : { name, type, array, value };
  }

  /** The name that a call stored. Equal names are one string: as the name of a member it is found faster. */
  #name(index: number): string {
    const name = this.#mi.textOut(OUT.first) ?? '';
    const known = this.#names[index];
    if (known === name) return known;
    this.#names[index] = name;
    return name;
  }

  #scalar(type: CimType, view: DataView, offset: number): CimScalar | null {
    if (type !== 'string' && type !== 'reference' && type !== 'instance') return readScalar(type, view, offset);
    return this.#pointed(type, readAddress(view, offset));
  }

  #pointed(type: Exclude<CimType, InlineType>, address: Address): CimScalar | null {
    if (address === NULL) return null;
    if (type === 'string') return this.#mi.text(address);
    const instance = this.read(address);
    return type === 'instance' ? instance : referenceOf(instance);
  }

  #array(type: CimType, items: Address, count: number): CimValue {
    if (count === 0) return type === 'uint8' ? new Uint8Array() : [];
    const size = TYPE_SIZES[type];
    const { arena } = this.#mi;
    return arena.using(() => {
      const { block, offset, address } = arena.take(count * size);
      copyMemory(address, items, count * size);
      if (type === 'uint8') return new Uint8Array(block.bytes.subarray(offset, offset + count));
      return Array.from({ length: count }, (_, index) => this.#scalar(type, block.view, offset + index * size));
    });
  }
}

/** MI gives a reference as an instance that holds the keys. Some servers do not mark them as keys. */
function referenceOf(instance: CimInstance): CimReference {
  const keys = instance.elements.filter((element) => element.key === true);
  return new CimReference(instance.className, keys.length > 0 ? keys : instance.elements, instance.namespace);
}
