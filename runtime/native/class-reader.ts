import { FORM_OF_MI } from '../embedded-form.js';
import type { OperationRequest } from '../protocol.js';
import {
  type CimClass,
  type CimMethod,
  type CimParameter,
  type CimProperty,
  type CimQualifier,
  type CimTypedElement,
  isEmbeddedString,
  typeInWmi,
  withoutInherited,
} from '../schema/index.js';
import { schemaValue } from '../values/index.js';
import { type Address, NULL } from './abi/c-types.js';
import { ELEMENT_FLAGS } from './abi/constants.js';
import { CLASS, PARAMETER_SET, QUALIFIER_SET } from './abi/functions.js';
import { HANDLE, OBJECT } from './abi/layouts.js';
import type { InstanceReader } from './instance-reader.js';
import { type FunctionOf, type FunctionTable, functionTable, pointerAt } from './koffi.js';
import { check, type Mi, OUT } from './mi.js';
import { cimType, isArray } from './scalars.js';

/** A function that stores one fact about an object at an address. */
type ObjectGetter = FunctionOf<'result(ptr, ptr)'>;

/** A class as it came from MI. */
export interface ReadClass {
  readonly cimClass: CimClass;
  /** The superclass, when its elements are still among those of the class: MI did not tell which they are. */
  readonly inherits: string | null;
}

/** Copies classes of MI. */
export class ClassReader {
  readonly #mi: Mi;
  readonly #values: InstanceReader;

  constructor(mi: Mi, values: InstanceReader) {
    this.#mi = mi;
    this.#values = values;
  }

  /**
   * Reads a class with all that it inherits.
   * @param namespace the namespace of a class that does not know its own.
   */
  read(address: Address, namespace: string): CimClass {
    const mi = this.#mi;
    const functions = this.#functions(address);
    const text = (get: ObjectGetter): string | null =>
      get(address, mi.at(OUT.first)) === 0 ? mi.textOut(OUT.first) : null;
    return {
      namespace: text(functions.GetNameSpace) ?? namespace,
      name: text(functions.GetClassName) ?? '',
      superclass: text(functions.GetParentClassName),
      qualifiers: this.#classQualifiers(functions, address),
      properties: this.#list(functions.GetElementCount, address, (index) => this.#property(functions, address, index)),
      methods: this.#list(functions.GetMethodCount, address, (index) => this.#method(functions, address, index)),
    };
  }

  /** Reads a class that is the result of a request, without what it inherits where that can be told. */
  readResult(address: Address, request: OperationRequest): ReadClass {
    const cimClass = this.read(address, request.namespace);
    const namesOnly = request.kind === 'enumerateClasses' && request.namesOnly;
    if (cimClass.superclass === null || namesOnly) return { cimClass, inherits: null };
    const superclass = this.#readSuperclass(address, request.namespace);
    if (superclass === null) return { cimClass, inherits: cimClass.superclass };
    return { cimClass: withoutInherited(cimClass, superclass), inherits: null };
  }

  /** The superclass, where MI gives it with the class. */
  #readSuperclass(address: Address, namespace: string): CimClass | null {
    const mi = this.#mi;
    if (this.#functions(address).GetParentClass(address, mi.at(OUT.first)) !== 0) return null;
    const superclass = mi.out.getAddress(OUT.first);
    if (superclass === NULL) return null;
    try {
      return this.read(superclass, namespace);
    } finally {
      check(this.#functions(superclass).Delete(superclass), 'MI_Class_Delete');
    }
  }

  #functions(address: Address): FunctionTable<typeof CLASS> {
    return functionTable(CLASS, pointerAt(address, OBJECT.functionTable));
  }

  #list<T>(getCount: ObjectGetter, address: Address, item: (index: number) => T): readonly T[] {
    // With some protocols MI answers with an error where a class has no methods or qualifiers.
    if (getCount(address, this.#mi.at(OUT.number)) !== 0) return [];
    const length = this.#mi.out.view.getUint32(OUT.number, true);
    return Array.from({ length }, (_, index) => item(index));
  }

  /** A place for a handle in `out`, cleared of what an earlier call stored there. */
  #handle(offset: number): Address {
    this.#mi.out.setAddress(offset + HANDLE.functionTable, NULL);
    return this.#mi.at(offset);
  }

  #classQualifiers(functions: FunctionTable<typeof CLASS>, address: Address): readonly CimQualifier[] {
    const set = this.#handle(OUT.qualifierSet);
    return functions.GetClassQualifierSet(address, set) === 0 ? this.#qualifiers(set) : [];
  }

  #property(functions: FunctionTable<typeof CLASS>, address: Address, index: number): CimProperty {
    const mi = this.#mi;
    const { out } = mi;
    const at = mi.at.bind(mi);
    const set = this.#handle(OUT.qualifierSet);
    check(
      functions.GetElementAt(
        address,
        index,
        at(OUT.first),
        at(OUT.value),
        at(OUT.boolean),
        at(OUT.type),
        at(OUT.second),
        set,
        at(OUT.flags),
      ),
      'MI_Class_GetElementAt',
    );
    const exists = out.view.getUint8(OUT.boolean) !== 0;
    const type = out.view.getUint32(OUT.type, true);
    const isNull = (out.view.getUint32(OUT.flags, true) & ELEMENT_FLAGS.NULL) !== 0;
    const head = this.#typed(type);
    const value = exists && !isNull ? this.#values.readValue(out.view, OUT.value, type) : null;
    const property = asDeclared(head, this.#qualifiers(set));
    return exists && !isNull ? { ...property, defaultValue: schemaValue(value) } : property;
  }

  #method(functions: FunctionTable<typeof CLASS>, address: Address, index: number): CimMethod {
    const mi = this.#mi;
    const set = this.#handle(OUT.qualifierSet);
    const parameters = this.#handle(OUT.parameterSet);
    check(functions.GetMethodAt(address, index, mi.at(OUT.first), set, parameters), 'MI_Class_GetMethodAt');
    const name = mi.textOut(OUT.first) ?? '';
    return { name, qualifiers: this.#qualifiers(set), ...this.#signature(parameters) };
  }

  #signature(set: Address): Pick<CimMethod, 'returnType' | 'parameters'> {
    const mi = this.#mi;
    if (this.#isEmpty(set)) return { returnType: null, parameters: [] };
    const functions = mi.handle(PARAMETER_SET, set);
    const returnQualifiers = this.#handle(OUT.parameterQualifierSet);
    // A method without a return value has no return type.
    const returns = functions.GetMethodReturnType(set, mi.at(OUT.type), returnQualifiers) === 0;
    const returnType = returns ? cimType(mi.out.view.getUint32(OUT.type, true)) : null;
    const parameters = this.#list(functions.GetParameterCount, set, (index) => this.#parameter(functions, set, index));
    return { returnType, parameters };
  }

  #parameter(functions: FunctionTable<typeof PARAMETER_SET>, parameters: Address, index: number): CimParameter {
    const mi = this.#mi;
    const set = this.#handle(OUT.parameterQualifierSet);
    check(
      functions.GetParameterAt(parameters, index, mi.at(OUT.first), mi.at(OUT.type), mi.at(OUT.second), set),
      'MI_ParameterSet_GetParameterAt',
    );
    const head = this.#typed(mi.out.view.getUint32(OUT.type, true));
    return asDeclared(head, this.#qualifiers(set));
  }

  /** The name, type and class that the last call stored in `out`. */
  #typed(type: number): Omit<CimTypedElement, 'qualifiers'> {
    const name = this.#mi.textOut(OUT.first) ?? '';
    const className = this.#mi.textOut(OUT.second);
    const head = { name, type: cimType(type), array: isArray(type) };
    return className === null || className === '' ? head : { ...head, className };
  }

  /** True when MI stored no handle. */
  #isEmpty(handle: Address): boolean {
    return this.#mi.out.getAddress(handle - this.#mi.out.address + HANDLE.functionTable) === NULL;
  }

  #qualifiers(set: Address): readonly CimQualifier[] {
    if (this.#isEmpty(set)) return [];
    const functions = this.#mi.handle(QUALIFIER_SET, set);
    return this.#list(functions.GetQualifierCount, set, (index) => this.#qualifier(functions, set, index));
  }

  #qualifier(functions: FunctionTable<typeof QUALIFIER_SET>, set: Address, index: number): CimQualifier {
    const mi = this.#mi;
    const at = mi.at.bind(mi);
    check(
      functions.GetQualifierAt(set, index, at(OUT.first), at(OUT.type), at(OUT.flags), at(OUT.value)),
      'MI_QualifierSet_GetQualifierAt',
    );
    const type = mi.out.view.getUint32(OUT.type, true);
    const flags = mi.out.view.getUint32(OUT.flags, true);
    const name = mi.textOut(OUT.first) ?? '';
    const isNull = (flags & ELEMENT_FLAGS.NULL) !== 0;
    return {
      name,
      type: cimType(type),
      array: isArray(type),
      value: isNull ? null : schemaValue(this.#values.readValue(mi.out.view, OUT.value, type)),
      flavor: {
        overridable: (flags & ELEMENT_FLAGS.DISABLE_OVERRIDE) === 0,
        toSubclass: (flags & ELEMENT_FLAGS.RESTRICTED) === 0,
        toInstance: (flags & ELEMENT_FLAGS.TO_INSTANCE) !== 0,
        translatable: (flags & ELEMENT_FLAGS.TRANSLATABLE) !== 0,
      },
    };
  }
}

/**
 * An element as its class declares it. OMI reports a string with the qualifier EmbeddedInstance or EmbeddedObject as an
 * instance. In WMI, where there are also embedded objects that are no strings, the qualifier CIMTYPE tells them apart,
 * or else the type.
 */
function asDeclared(head: Omit<CimTypedElement, 'qualifiers'>, qualifiers: readonly CimQualifier[]): CimTypedElement {
  if (!isEmbeddedString({ qualifiers })) return { ...head, qualifiers };
  const { className: _reported, ...rest } = head;
  const declared = typeInWmi({ qualifiers });
  if (declared !== null) return { ...rest, ...declared, qualifiers };
  return head.type === 'instance' && FORM_OF_MI === 'instance'
    ? { ...rest, type: 'string', qualifiers }
    : { ...head, qualifiers };
}
