import type { Address } from './abi/c-types.js';
import type { APPLICATION } from './abi/functions.js';
import type { ClassReader } from './class-reader.js';
import type { InstanceReader } from './instance-reader.js';
import type { InstanceWriter } from './instance-writer.js';
import type { FunctionTable } from './koffi.js';
import type { Block } from './memory.js';
import type { Mi } from './mi.js';

/** What the sessions and operations of an application share. */
export interface Environment {
  readonly mi: Mi;
  /** The `MI_Application`. */
  readonly block: Block;
  readonly address: Address;
  readonly functions: FunctionTable<typeof APPLICATION>;
  readonly instances: InstanceReader;
  readonly classes: ClassReader;
  readonly writer: InstanceWriter;
}
