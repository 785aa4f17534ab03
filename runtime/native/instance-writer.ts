import { MiResult, miError } from '../errors.js';
import type { CimType } from '../schema/index.js';
import { type CimElement, CimInstance, CimReference, type CimScalar, type CimValue } from '../values/index.js';
import { type Address, NULL } from './abi/c-types.js';
import { ELEMENT_FLAGS } from './abi/constants.js';
import type { APPLICATION } from './abi/functions.js';
import { TYPE_SIZES, VALUE } from './abi/layouts.js';
import type { FunctionTable } from './koffi.js';
import { writeAddress } from './memory.js';
import { check, type Mi, OUT } from './mi.js';
import { expect, miType, writeScalar, wrongType } from './scalars.js';

/** An `MI_Application`, which makes instances and options. */
export interface InstanceFactory {
  readonly address: Address;
  readonly functions: FunctionTable<typeof APPLICATION>;
}

/** A path in WMI's short form, such as `Win32_LogicalDisk="C:"`. MI takes no element without a name. */
const UNNAMED_KEY =
  'the path leaves out the name of its key: write it, or use $at of the generated class, which knows it';

/** Makes instances of MI. The caller must {@link InstanceWriter.delete} them. */
export class InstanceWriter {
  readonly #mi: Mi;
  readonly #application: InstanceFactory;

  constructor(mi: Mi, application: InstanceFactory) {
    this.#mi = mi;
    this.#application = application;
  }

  /**
   * @returns the address of the new instance.
   * @throws MiError INVALID_PARAMETER that names the element whose value cannot be written.
   */
  create(instance: CimInstance): Address {
    const mi = this.#mi;
    return mi.arena.using(() => {
      const { address: application, functions } = this.#application;
      const className = mi.string(instance.className);
      check(functions.NewInstance(application, className, NULL, mi.at(OUT.first)), 'MI_Application_NewInstance');
      const address = mi.out.getAddress(OUT.first);
      try {
        this.#fill(address, instance);
      } catch (error) {
        this.delete(address);
        throw error;
      }
      return address;
    });
  }

  delete(address: Address): void {
    check(this.#mi.instance(address).Delete(address), 'MI_Instance_Delete');
  }

  /** Calls `use` with the address of an `MI_Value`, inside `arena.using`. It lasts for that call: MI copies it. */
  withValue<T>(type: CimType, array: boolean, value: NonNullable<CimValue>, use: (address: Address) => T): T {
    const { block, offset, address } = this.#mi.arena.take(VALUE.size);
    const instances: Address[] = [];
    try {
      if (array) this.#array(type, block.view, offset, value, instances);
      else this.#scalar(type, block.view, offset, value as CimScalar, instances);
      return use(address);
    } finally {
      for (const instance of instances) this.delete(instance);
    }
  }

  #fill(address: Address, instance: CimInstance): void {
    const mi = this.#mi;
    if (instance.namespace !== null) {
      const namespace = mi.string(instance.namespace);
      check(mi.instance(address).SetNameSpace(address, namespace), 'MI_Instance_SetNameSpace');
    }
    for (const element of instance.elements) this.#element(address, instance, element);
  }

  #element(address: Address, { className }: CimInstance, element: CimElement): void {
    const { name, array, value } = element;
    if (name === '') throw miError(4, className, UNNAMED_KEY, null);
    const key = element.key === true ? ELEMENT_FLAGS.KEY : 0;
    const type = miType(element.type, array);
    const { AddElement } = this.#mi.instance(address);
    try {
      const nameAt = this.#mi.string(name);
      const code =
        value === null
          ? AddElement(address, nameAt, NULL, type, key | ELEMENT_FLAGS.NULL)
          : this.withValue(element.type, array, value, (at) => AddElement(address, nameAt, at, type, key));
      if (code !== MiResult.OK) throw miError(code, `${className}.${name}: MI_Instance_AddElement`, null, null);
    } catch (error) {
      if (!(error instanceof TypeError || error instanceof RangeError)) throw error;
      throw miError(4, `${className}.${name}`, error.message, null);
    }
  }

  #scalar(type: CimType, view: DataView, offset: number, value: CimScalar, instances: Address[]): void {
    if (type === 'string') {
      writeAddress(view, offset, this.#mi.string(expect(type, 'string', value)));
    } else if (type === 'reference' || type === 'instance') {
      const address = this.create(instanceOf(type, value));
      instances.push(address);
      writeAddress(view, offset, address);
    } else {
      writeScalar(type, view, offset, value);
    }
  }

  #array(type: CimType, view: DataView, offset: number, value: CimValue, instances: Address[]): void {
    if (!(Array.isArray(value) || value instanceof Uint8Array)) throw wrongType(`${type}[]`, value);
    const items = value as readonly CimScalar[] | Uint8Array;
    const size = TYPE_SIZES[type];
    const piece = this.#mi.arena.take(items.length * size);
    // OMI accepts an empty array of strings or instances only when the pointer to the items is NULL.
    writeAddress(view, offset + VALUE.arrayItems, items.length === 0 ? NULL : piece.address);
    view.setUint32(offset + VALUE.arrayCount, items.length, true);
    if (type === 'uint8' && items instanceof Uint8Array) {
      piece.block.bytes.set(items, piece.offset);
      return;
    }
    for (const [index, item] of items.entries()) {
      if (item === null) throw new TypeError('an array of MI cannot hold null');
      this.#scalar(type, piece.block.view, piece.offset + index * size, item, instances);
    }
  }
}

function instanceOf(type: CimType, value: CimScalar): CimInstance {
  if (type === 'instance' && value instanceof CimInstance) return value;
  if (type === 'reference' && value instanceof CimReference) return value.toInstance();
  throw wrongType(type, value);
}
