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

  constructor(mi: Mi) {
    this.#mi = mi;
  }

  /** The instance at an address. */
  read(address: Address): CimInstance {
    const mi = this.#mi;
    const functions = mi.instance(address);
    check(functions.GetClassName(address, mi.at(OUT.first)), 'MI_Instance_GetClassName');
    const className = mi.textOut(OUT.first) ?? '';
    // Some instances that have no namespace answer with an error.
    const hasNamespace = functions.GetNameSpace(address, mi.at(OUT.first)) === 0;
    const namespace = hasNamespace ? mi.textOut(OUT.first) : null;
    check(functions.GetElementCount(address, mi.at(OUT.number)), 'MI_Instance_GetElementCount');
    const count = mi.out.view.getUint32(OUT.number, true);
    const elements = Array.from({ length: count }, (_, index) => this.#element(functions.GetElementAt, address, index));
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
    const { at, out } = this.#places();
    check(getElementAt(address, index, at.name, at.value, at.type, at.flags), 'MI_Instance_GetElementAt');
    const name = this.#mi.textOut(OUT.first) ?? '';
    const type = out.getUint32(OUT.type, true);
    const flags = out.getUint32(OUT.flags, true);
    const value = (flags & ELEMENT_FLAGS.NULL) !== 0 ? null : this.readValue(out, OUT.value, type);
    const element = { name, type: cimType(type), array: isArray(type), value };
    return (flags & ELEMENT_FLAGS.KEY) !== 0 ? { ...element, key: true } : element;
  }

  #places(): { at: Readonly<Record<'name' | 'value' | 'type' | 'flags', Address>>; out: DataView } {
    const mi = this.#mi;
    return {
      at: { name: mi.at(OUT.first), value: mi.at(OUT.value), type: mi.at(OUT.type), flags: mi.at(OUT.flags) },
      out: mi.out.view,
    };
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
