import { MiError } from '../errors.js';
import type { TableDeclaration } from './abi/functions.js';
import { POINTER_SIZE } from './abi/layouts.js';
import { functionAt, type NativeFunction, pointerAt } from './koffi.js';

/** A function table of C, as functions. */
export type FunctionTable<T extends TableDeclaration> = { readonly [Name in keyof T]: NativeFunction };

const bound = new WeakMap<TableDeclaration, Map<number, FunctionTable<TableDeclaration>>>();

/** The functions of the table at an address. A library has few tables and keeps them, so each is read once. */
export function functionTable<T extends TableDeclaration>(declaration: T, address: number): FunctionTable<T> {
  let tables = bound.get(declaration);
  if (tables === undefined) {
    tables = new Map();
    bound.set(declaration, tables);
  }
  let table = tables.get(address);
  if (table === undefined) {
    table = bind(declaration, address);
    tables.set(address, table);
  }
  return table as FunctionTable<T>;
}

function bind(declaration: TableDeclaration, address: number): FunctionTable<TableDeclaration> {
  const functions = Object.entries(declaration).map(([name, signature], index) => {
    const pointer = pointerAt(address + index * POINTER_SIZE);
    return [name, pointer === 0 ? missing(name) : functionAt(pointer, signature)] as const;
  });
  return Object.fromEntries(functions);
}

/** Stands for a function that the library leaves out. */
function missing(name: string): NativeFunction {
  const refuse = (): never => {
    throw new MiError('NOT_SUPPORTED', `the MI library does not offer the function ${name}`);
  };
  return Object.assign(refuse, { async: refuse });
}
